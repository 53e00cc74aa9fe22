// SPDX-License-Identifier: MIT
#include "stages.h"

#include <algorithm>
#include <array>

namespace plumbline::cli {
namespace {

constexpr unsigned kWorkMaybe = kOptionalStore | kThreads | kMemoryLimit | kOverwrite | kDryRun;
constexpr unsigned kWork = kStore | kThreads | kMemoryLimit | kOverwrite | kDryRun;

// One row per command; pipeline stages first, in pipeline order, among them those that run on request
// (pipeline.h). Adding a stage: docs/how-to-add-a-stage.md.
constexpr std::array kStages{
    Stage{"ingest", "Read EGMS deliveries (zip or CSV; L2a, L2b, L3) into a store", true, "deliveries",
          "processed/<stem>_meta.parquet, processed/<stem>_ts.parquet", 2, kWork, make_ingest,
          "plumbline ingest EGMS_L2b_*.zip --store north_italy\n"
          "plumbline ingest downloads/ --store north_italy --threads 4\n"
          "plumbline ingest depsi.csv --profile examples/profiles/depsi.toml --store amsterdam"},
    Stage{"decompose", "Compute East and Up from ascending and descending series, as L3 tiles", false,
          "series, easting, northing, orbit, los_east, los_north, los_up",
          "EGMS_L3_*_100km_E and _U tiles, or clusters_east_up.parquet", 2, kWork, make_decompose,
          "plumbline decompose --store north_italy\n"
          "plumbline decompose --store north_italy --csv ortho --cell-m 200\n"
          "plumbline decompose --store north_italy --per-cluster\n"
          "plumbline decompose --store thessaloniki_ascending --vertical\n"
          "plumbline decompose --store calibrated_l2a --gnss EGMS_AEPND_V2023.0.csv --remove-north"},
    Stage{"classify", "Give every point its class of motion and its flags", true, "series",
          "class_1, class_2, class_prob_1, periodic, jumpy, variable_flag, noisy_trend, classify_model.json",
          2, kWork, make_classify,
          "plumbline classify --store north_italy\n"
          "plumbline classify --store north_italy --v-stable 3 --from 2021-01-01 --to 2023-12-31\n"
          "plumbline classify --store north_italy --model other_store/classify_model.json"},
    Stage{"cluster", "Find clusters of moving ground (velocity-weighted DBSCAN)", true,
          "easting, northing, mean_velocity, temporal_coherence, class_1, series",
          "cluster_id, clusters_polygons.gpkg, clusters_series.parquet", 2, kWorkMaybe, make_cluster,
          "plumbline cluster --store north_italy\n"
          "plumbline cluster --points moving.csv --out labelled.csv --eps-m 100 --eps-v 3 --min-points 5"},
    Stage{"subcluster", "Divide clusters by class of motion", true, "cluster_id, class_1",
          "subcluster_id, subclusters_polygons.gpkg", 1, kWork, make_subcluster,
          "plumbline subcluster --store north_italy"},
    Stage{"index", "Write the map of tiles, a STAC catalogue, and the index that serve answers maps from",
          true, "_meta columns", "tile_index_bbox.gpkg, collection.json, items.geojson, view/points.view", 2,
          kWork, make_index, "plumbline index --store north_italy"},
    Stage{"validate", "Compare with what is known of the ground: GNSS, levelling, inventories, reflectors",
          false, "velocities, series, clusters, and what they are compared with", "", 1,
          kOptionalStore | kThreads | kMemoryLimit | kOverwrite, make_validate,
          "plumbline validate gnss --stations euref_all.vel --store north_italy --radius-m 300\n"
          "plumbline validate gnss --pairs velocities.csv --json\n"
          "plumbline validate levelling --benchmarks heights.csv --store north_italy --html levelling.html\n"
          "plumbline validate inventory --polygons landslides.gpkg --store north_italy\n"
          "plumbline validate density --land-cover clc2018.tif --store north_italy\n"
          "plumbline validate reflectors --reflectors reflectors.csv --store north_italy"},
    Stage{"report", "Quality control and tables of the store: an HTML page with pictures, and JSON", false,
          "a store, with or without classes", "report.html, report.json", 1, kWork, make_report,
          "plumbline report --store north_italy\n"
          "plumbline report --store north_italy --out reports/north_italy\n"
          "plumbline report --store trial --truth deliveries/*_truth.csv"},
    Stage{"run", "Run the whole pipeline, stage by stage; go on where it stopped", false, "deliveries",
          "everything the stages write", 1, kWorkMaybe, make_run,
          "plumbline run EGMS_L2b_*.zip --store north_italy\n"
          "plumbline run EGMS_L2b_*.zip --store north_italy --until cluster\n"
          "plumbline run EGMS_L2b_*.zip --store north_italy --with decompose\n"
          "plumbline run --store long_series\n"
          "plumbline run pipeline.toml"},
    Stage{"correct", "Report gaps in the series; on request write filled series beside them", false, "series",
          "processed/<stem>_filled.parquet (with --write)", 1, kWork, make_correct,
          "plumbline correct --store north_italy\n"
          "plumbline correct --store north_italy --csv --by month\n"
          "plumbline correct --store north_italy --write --method harmonic"},
    Stage{"init", "Write a commented pipeline.toml to start from", false, "", "pipeline.toml", 1, kOverwrite,
          make_init, "plumbline init\nplumbline init my_pipeline.toml"},
    Stage{
        "download", "Find the deliveries of an area in EGMS's archive and fetch them", false,
        "the archive's service", "deliveries", 1, kOverwrite | kDryRun, make_download,
        "plumbline download --area town.geojson --key egms_key.json --to deliveries --dry-run\n"
        "plumbline download --bbox 13.15,38.69,13.20,38.72 --key egms_key.json --to deliveries\n"
        "plumbline download --bbox 10,44,12,46 --level L3 --component U --key egms_key.json --to deliveries"},
    Stage{"export", "Write points or clusters of an area or a filter for a GIS", false, "a store",
          "GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV or GeoParquet", 1,
          kStore | kThreads | kMemoryLimit | kOverwrite | kDryRun, make_export,
          "plumbline export --store north_italy --bbox 13.15,38.69,13.20,38.72 --out ustica.gpkg --series\n"
          "plumbline export --store north_italy --area town.geojson --min-coherence 0.7 --dedup --out "
          "town.parquet\n"
          "plumbline export --store north_italy --cluster CL_0001 --profile qgis-insar --out cluster.shp\n"
          "plumbline export --store north_italy --what clusters --max-velocity -5 --out sinking.geojson"},
    Stage{"features", "Compute the 18 features and rule labels of any CSV of series; needs no store", false,
          "a CSV with pid and date columns", "a CSV", 1, kThreads | kOverwrite, make_features,
          "plumbline features series.csv --out features.csv\n"
          "plumbline features EGMS_L2b_022_0845_IW2_VV_2020_2024_1.zip --out features.csv --egms-statistics"},
    Stage{"stitch", "Join the releases of the same points into one long series, in a new store", false,
          "tiles of several releases",
          "processed/<stem>_stitched_*.parquet, stitch_joins.parquet, stitch_dates.parquet", 1, kWork,
          make_stitch,
          "plumbline stitch --store releases --out long\n"
          "plumbline stitch --store releases --out long --keep-single --overlap mean --rate tile"},
    Stage{"calibrate", "Tie velocities and series to GNSS, or take GNSS out of them, in a new store", false,
          "tiles, GNSS velocities",
          "processed/<stem>_calibrated_*.parquet or processed/<stem>_local_*.parquet, "
          "calibrate_controls.parquet",
          1, kWork, make_calibrate,
          "plumbline calibrate --store l2a --gnss EGMS_AEPND_V2023.0.csv --out l2b\n"
          "plumbline calibrate --store l2a --gnss stations.csv --degree 2 --out l2b\n"
          "plumbline calibrate --store north_italy --remove-gnss --out local"},
    Stage{"serve", "Serve the REST API and the viewer", false, "a store", "", 1, kStore | kThreads,
          make_serve,
          "plumbline serve --store north_italy\n"
          "plumbline serve --store north_italy --port 9000"},
    Stage{"sql", "Ask the store in SQL: views all_metadata and all_timeseries", false, "a store", "", 1,
          kStore | kThreads | kMemoryLimit, make_sql,
          "plumbline sql \"SELECT class_1, count(*) FROM all_metadata GROUP BY ALL\" --store north_italy\n"
          "plumbline sql \"SELECT pid, mean_velocity FROM all_metadata WHERE mean_velocity < -10\" --store "
          "north_italy --format csv"},
    Stage{"info", "Say what is in a store or a delivery", false, "a store or a delivery", "", 1,
          kOptionalStore, make_info,
          "plumbline info north_italy\n"
          "plumbline info north_italy --check\n"
          "plumbline info EGMS_L2b_022_0845_IW2_VV_2020_2024_1.zip --json"},
    Stage{"synth", "Make EGMS deliveries with known truth", false, "", "deliveries and their truth", 1,
          kThreads | kOverwrite, make_synth,
          "plumbline synth --out deliveries --tiles 2 --points 20000 --dates 200 --seed 1"},
    Stage{"stages", "List the stages with what they read and write", false, "", "", 1, 0, make_stages,
          "plumbline stages"},
};

}  // namespace

std::span<const Stage> stages() { return kStages; }

const Stage* find_stage(std::string_view name) {
  const auto found =
      std::find_if(kStages.begin(), kStages.end(), [&](const Stage& s) { return s.name == name; });
  return found == kStages.end() ? nullptr : &*found;
}

}  // namespace plumbline::cli
