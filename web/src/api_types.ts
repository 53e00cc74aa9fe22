// SPDX-License-Identifier: MIT
// Generated from api/openapi.yaml by "npm run schema". Do not edit.

export interface paths {
    "/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The viewer's files, embedded in the program; `/` is `/index.html`
         * @description Sent compressed where the client accepts gzip. `ETag` and `If-None-Match` are understood.
         */
        get: operations["asset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cluster_series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mean displacement of a cluster, date by date */
        get: operations["cluster_series"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outlines of the clusters, as coarse as a zoom level shows them
         * @description As `/get_clusters`, with outlines that are within half a pixel of the zoom level from all of their corners. All geometries
         *     are MultiPolygons, to a millionth of a degree.
         */
        get: operations["clusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/displacements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the points of /api/v1/points have moved to, at evenly spaced dates
         * @description The same points in the same order as `/api/v1/points` gives with the same filters and `max_pts` (here at most 20,000), in the same
         *     binary layout. The header's `dates` are those of the frames, from `from` to `to`; without these, from the first to the last
         *     day that all tiles of the answer have in common. There are no dates, and no frames, where no point passes. Between acquisitions
         *     displacements lie on straight lines; before the first value and after the last of a point there is none.
         *
         *     | column | type | value |
         *     |---|---|---|
         *     | `row` | uint32 | row of the point in its tile |
         *     | `tile` | uint16 | index into the header's `tiles` |
         *     | `frame_0`, `frame_1`, … | int16 | tenths of a millimetre since the first frame (of a point that has no value then: since its first frame that has one); -32768 = missing |
         */
        get: operations["displacements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The points of an area with all their columns, and their series, as a file
         * @description As `plumbline export` writes them. At most 500,000 points, 50,000 with series; beyond that 400 with advice. `max_pts` and
         *     `zoom` are not looked at.
         */
        get: operations["export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/legends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What colours and words mean */
        get: operations["legends"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same points as /get_points in binary columns
         * @description Same points, same order, same headers as `/get_points`, and more filters. A point passes when it meets all that are
         *     given. Bounds are inclusive and rounded to float32 first. A missing velocity counts as 0; a missing height
         *     passes only where no height is asked for. A flag that is not known counts as not set.
         *
         *     The body is little-endian:
         *
         *     | offset | type | content |
         *     |---|---|---|
         *     | 0 | 4 bytes | magic `PLPT` (0x50 0x4C 0x50 0x54) |
         *     | 4 | uint32 | version of this layout: 1 |
         *     | 8 | uint32 | `header_bytes`: length of the JSON header, a multiple of 4 (padded with spaces) |
         *     | 12 | uint32 | `count`: number of points |
         *     | 16 | `header_bytes` bytes | JSON header (`PointsHeader`), UTF-8 |
         *     | 16 + `header_bytes` | columns | one after another, in the order below, each padded with zeros to a multiple of 4 bytes |
         *
         *     Every column has `count` values. Its place is also in the header: `columns[i].offset` counts bytes from the
         *     beginning of the body, so `new Int32Array(buffer, offset, count)` is aligned.
         *
         *     | column | type | value |
         *     |---|---|---|
         *     | `longitude_e6` | int32 | longitude in 1e-6 degrees (exact for L2, whose files print six decimals) |
         *     | `latitude_e6` | int32 | latitude in 1e-6 degrees |
         *     | `mean_velocity` | float32 | mm/yr; NaN = missing |
         *     | `height` | float32 | m; NaN = missing |
         *     | `row` | uint32 | row of the point in its tile |
         *     | `cluster` | uint32 | index into the header's `clusters`; 0xFFFFFFFF = in no cluster |
         *     | `subcluster` | uint32 | index into the header's `subclusters`; 0xFFFFFFFF = in none |
         *     | `tile` | uint16 | index into the header's `tiles` |
         *     | `temporal_coherence_e2` | uint8 | coherence in hundredths, rounded (exact for EGMS files); 255 = missing |
         *     | `class_1` | uint8 | index into the header's `classes`; 255 = unclassified |
         *     | `flags` | uint8 | bit 0 `periodic`, 1 `jumpy`, 2 `variable_flag`, 3 `noisy_trend`; missing counts as not set |
         *     | `orbit` | uint8 | 0 none (L3), 1 ascending, 2 descending |
         *     | `pid` | char[10] | ten ASCII characters a point, without separator |
         */
        get: operations["points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What lies along a line
         * @description The points that pass the filters (`zoom` and `max_pts` do not matter) and are at most half of `width_m` away from the line,
         *     whose parts are great circles on a sphere of 6,371,008.8 m; outside the area of EPSG:3035 shortest lines on the ground, true to a
         *     millimetre in ten kilometres, across the 180th meridian too. Its two ends are straight; at corners the strip is round.
         *     `bins` speak of all of them, `points` are the 5,000 most coherent. Ask for one product and orbit at a time (`products`, `asc`,
         *     `desc`): motions along different directions have no mean. Without `products` and `level`, one level is used: L2b before L2a before L3.
         */
        get: operations["profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/selection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the points of an area have in common
         * @description The points that pass the filters and lie in the area: in the window, and in `polygon` or `circle` where one is given.
         *     Count, classes, velocities, histogram and extent are those of all of them, whatever their number; `zoom` and `max_pts`
         *     do not matter. Mean displacements are those of the 20,000 most coherent (`series_points` says how many), by group:
         *     points of one product, orbit and track, which have the same dates and see the same motion. Dates are those of all tiles
         *     of the group; each has the points that have a value then.
         */
        get: operations["selection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Several series at a time, of any window of time, with a model fitted to each
         * @description Give `pids`, or `rows` with `tile`. The series come in the order asked for. Models, t in years since the first
         *     acquisition of the window and τ = t − mean(t): `linear` 1, τ; `quadratic` 1, τ, τ²; `seasonal` 1, τ, cos 2πt,
         *     sin 2πt (EGMS's model of mean_velocity); `egms` 1, τ, cos 2πt, sin 2πt, τ², τ³ (EGMS's full model).
         */
        get: operations["series"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subclusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outlines of the sub-clusters, likewise
         * @description Sub-clusters that have no `n_points` or `mean_velocity` count as 0 in the filters.
         */
        get: operations["subclusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Further columns of the points of /api/v1/points
         * @description The same points in the same order as `/api/v1/points` gives with the same filters, in the same binary layout: `row` (uint32), `tile`
         *     (uint16), and a float32 column of each name in `columns`, in that order. NaN where the point or its tile has no value. Units are
         *     those of the store (docs/file-format.md).
         */
        get: operations["values"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/window_velocity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The velocity of a window of time, of the points of /api/v1/points
         * @description The same points in the same order as `/api/v1/points` gives with the same filters and `max_pts` (here at most 50,000), in the same
         *     binary layout. A straight line is fitted to the values from `from` to `to` by least squares.
         *
         *     | column | type | value |
         *     |---|---|---|
         *     | `row` | uint32 | row of the point in its tile |
         *     | `tile` | uint16 | index into the header's `tiles` |
         *     | `velocity` | float32 | mm/yr; NaN with fewer than three values in the window |
         *     | `velocity_std` | float32 | mm/yr, formal, as if the residuals were independent; NaN likewise |
         */
        get: operations["window_velocity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get_clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Polygons of the clusters; an empty collection where there are none */
        get: operations["get_clusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get_info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the store holds */
        get: operations["get_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get_points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The points of a window, filtered and thinned for a zoom level
         * @description A point **passes** when
         *     * `min_lat <= latitude <= max_lat` and `min_lon <= longitude <= max_lon` (float64),
         *     * `abs(mean_velocity) >= thresh`, compared as float32: the parameter is rounded to float32 first, so
         *       that a stored `2.5` passes `thresh=2.5` and a stored `0.7` passes `min_coh=0.7`. A missing velocity
         *       counts as 0,
         *     * `temporal_coherence >= min_coh`, likewise; a missing coherence (L3) counts as 0,
         *     * its orbit is asked for: `A` needs `asc`, `D` needs `desc`, a point without orbit (L3) needs both,
         *       unless `products` names its component (`/api/v1` only).
         *
         *     **Thinning.** At zoom 0 to 11 the map is cut into cells of 4, 2, 1, 0.5, 0.25, 0.12, 0.06, 0.03, 0.015,
         *     0.008, 0.004, 0.002 degrees, cell = (floor(latitude / size), floor(longitude / size)) in float64; of each
         *     cell the most coherent point that passes is returned. From zoom 12 all points that pass are returned.
         *     If more than `max_pts` remain, the most coherent of them are returned. Between equal coherences the
         *     smallest pid (by bytes) comes first, then the smallest tile stem; a missing coherence comes last.
         *
         *     Points come in the order of tile stem, then of their row in the tile.
         */
        get: operations["get_points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get_subclusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Polygons of the sub-clusters; an empty collection where there are none */
        get: operations["get_subclusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get_timeseries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The displacement series of one point */
        get: operations["get_timeseries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says that the server is alive */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the server has done since it started, in Prometheus' text format 0.0.4 */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Landing page of OGC API - Features, Part 1 (Core) 1.0 */
        get: operations["ogc_landing_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The part of this document below /ogc, with paths that begin there */
        get: operations["ogc_api"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The collections */
        get: operations["ogc_collections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the collection of clusters holds */
        get: operations["ogc_clusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/clusters/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Clusters */
        get: operations["ogc_clusters_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/clusters/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the clusters */
        get: operations["ogc_clusters_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the collection of measurement points holds */
        get: operations["ogc_points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/points/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measurement points; `start` of the next page is in its link */
        get: operations["ogc_points_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/points/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the measurement points */
        get: operations["ogc_points_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/subclusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the collection of sub-clusters holds */
        get: operations["ogc_subclusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/subclusters/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sub-clusters */
        get: operations["ogc_subclusters_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/subclusters/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the sub-clusters */
        get: operations["ogc_subclusters_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/tiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the collection of tiles holds */
        get: operations["ogc_tiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/tiles/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tiles; `datetime` chooses those that were watched then */
        get: operations["ogc_tiles_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/tiles/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the tiles */
        get: operations["ogc_tiles_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/conformance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of OGC's standards is kept */
        get: operations["ogc_conformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ClusterSeries: {
            cluster: string;
            groups: {
                dates: string[];
                /** @description null where no point has a value */
                mean_mm: (number | null)[];
                orbit: components["schemas"]["Orbit"];
                /** @description Points with a value at each date */
                points: number[];
                /** @enum {string} */
                product: "LOS";
                /** @description n − 1; null with fewer than two values */
                std_mm: (number | null)[];
                /** @description Relative orbit */
                track: number | null;
            }[];
        };
        /** @description The JSON header of binary answers about the points of `/api/v1/points` */
        ColumnsHeader: {
            columns: {
                name: string;
                /** @description Bytes from the beginning of the body */
                offset: number;
                /** @enum {string} */
                type: "uint32" | "uint16" | "float32" | "int16";
            }[];
            /** @description Points in this answer, as X-Rendered-Count */
            count: number;
            /** @description Of the frames of `/api/v1/displacements` */
            dates?: string[];
            /** @description Stems of all tiles of the store */
            tiles: string[];
            /** @description Points that pass the filters, as X-Total-Count */
            total: number;
        };
        Dates: {
            /** Format: date */
            first: string;
            /** Format: date */
            last: string;
        } | null;
        Error: {
            error: {
                /**
                 * @description A code of docs/errors.md (`usage`, `not_found`, `bad_store`, …), or for refusals of HTTP itself
                 *     `bad_request` 400, `method_not_allowed` 405, `body_too_large` 413, `header_too_large` 431,
                 *     `too_many_connections` and `too_busy` 503, `unauthorized` 401
                 */
                code: string;
                /** @description What is wrong, with the value received, and what to do */
                message: string;
            };
        };
        FeatureCollection: {
            features: {
                /** @description Polygon or MultiPolygon in longitude, latitude (EPSG:4326) */
                geometry: Record<string, never>;
                /** @description The attributes of the store's GeoPackage layer */
                properties: {
                    [key: string]: unknown;
                };
                /** @enum {string} */
                type: "Feature";
            }[];
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /**
         * @description null where none is asked for, and with fewer than ten values. Deviations (`_std`) are formal, as if the
         *     residuals were independent; `velocity_std_correlated` is that of the velocity times √((1 + ρ) / (1 − ρ)), ρ
         *     the correlation of neighbouring residuals where positive. What the model does not have is null.
         */
        Fit: {
            /** @description mm/yr², twice the coefficient of τ² */
            acceleration: number | null;
            acceleration_std: number | null;
            /** @description mm, of the annual wave */
            amplitude: number | null;
            amplitude_std: number | null;
            /** @description mm/yr³ */
            cubic: number | null;
            cubic_std: number | null;
            /** @description The model at every date, mm */
            curve: number[];
            /** @enum {string} */
            model: "linear" | "quadratic" | "seasonal" | "egms";
            /** @description mm, at the mean time */
            offset: number;
            offset_std: number;
            /** @description When the annual wave is highest, 0 to 1 years after the first acquisition of the window */
            peak_year: number | null;
            r2: number;
            /** @description Value minus model, mm; null where there is no value */
            residuals: (number | null)[];
            /** @description mm */
            rmse: number;
            /** @description Number of values that the fit used */
            values: number;
            /** @description mm/yr, at the mean time */
            velocity: number;
            velocity_std: number;
            velocity_std_correlated: number;
        } | null;
        FittedSeries: {
            /** @description Ascending, one a value */
            dates: string[];
            fit: components["schemas"]["Fit"];
            pid: string;
            row: number;
            tile: string;
            /** @description mm */
            values: (number | null)[];
        };
        Info: {
            bbox: components["schemas"]["Window"];
            /** @description Points of each class */
            class_counts: {
                accel: number;
                decel: number;
                linear: number;
                noisy: number;
                other: number;
                stable: number;
                variable: number;
            };
            /** @description Number of cluster polygons */
            clusters: number;
            /** @description Points of one product, level and release. Only points of one dataset are counted or averaged together */
            datasets: {
                /** @enum {string} */
                level: "L2a" | "L2b" | "L3";
                points: number;
                /** @enum {string} */
                product: "LOS" | "E" | "U";
                release: string | null;
                /** @description Used where a request names no level and no release */
                usual: boolean;
            }[];
            dates: components["schemas"]["Dates"];
            /** @description Some tile has been classified */
            has_classes: boolean;
            /** @description The store holds cluster polygons */
            has_clusters: boolean;
            has_subclusters: boolean;
            /** @description Points of the usual datasets; class counts, velocity range and bbox are theirs, too */
            points: number;
            /** @description The store has been rewritten since the server read it; restart the server to show it */
            store_changed: boolean;
            subclusters: number;
            tiles: {
                acquisitions: number;
                bbox: components["schemas"]["Window"];
                /** @enum {string} */
                component: "LOS" | "E" | "U";
                dates: components["schemas"]["Dates"];
                /** @enum {string} */
                level: "L2a" | "L2b" | "L3";
                points: number;
                /** @description First and last year, 2020_2024; null for tables of other producers */
                release: string | null;
                stem: string;
            }[];
            /** @description Points without a class */
            unclassified: number;
            /** @description Least and greatest mean velocity, mm/yr */
            velocity_range: {
                /** Format: float */
                max: number;
                /** Format: float */
                min: number;
            } | null;
            version: string;
        };
        Legends: {
            classes: {
                colour: string;
                description: string;
                name: string;
            }[];
            flags: {
                colour: string;
                description: string;
                name: string;
            }[];
            missing_colour: string;
            /** @description Velocities that are not told from no motion for a single point */
            not_significant: {
                from: number;
                /** @enum {string} */
                property: "mean_velocity";
                to: number;
                unit: string;
            };
            scales: {
                /** @description Colours far apart on the scale stay apart for the common kinds of colour blindness */
                colour_blind_safe: boolean;
                /** @description Column that it colours; `velocity` and `displacement` are those of a window of time */
                name: string;
                /** @description Values, ascending, and their colours; between them straight lines in sRGB, beyond them the ends */
                stops: (number | string)[][];
                title: string;
                unit: string;
            }[];
        };
        /**
         * @description null = unclassified
         * @enum {string|null}
         */
        MotionClass: "stable" | "noisy" | "linear" | "accel" | "decel" | "variable" | "other" | null;
        OgcCollection: {
            crs: string[];
            description: string;
            /** @description Empty for a collection without features */
            extent: {
                spatial?: {
                    bbox: number[][];
                    crs: string;
                };
                temporal?: {
                    interval: string[][];
                    trs: string;
                };
            };
            /** @enum {string} */
            id: "points" | "clusters" | "subclusters" | "tiles";
            /** @enum {string} */
            itemType: "feature";
            links: components["schemas"]["OgcLinks"];
            title: string;
        };
        OgcCollections: {
            collections: components["schemas"]["OgcCollection"][];
            links: components["schemas"]["OgcLinks"];
        };
        OgcConformance: {
            conformsTo: string[];
        };
        OgcFeature: {
            /** @description Point, Polygon or MultiPolygon; null for a tile without points */
            geometry: Record<string, never> | null;
            id: string;
            links?: components["schemas"]["OgcLinks"];
            properties: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            type: "Feature";
        };
        OgcItems: {
            features: components["schemas"]["OgcFeature"][];
            links: components["schemas"]["OgcLinks"];
            /** @description Exact number of features that pass */
            numberMatched: number;
            /** @description Number on this page */
            numberReturned: number;
            /** @enum {string} */
            type: "FeatureCollection";
        };
        OgcLandingPage: {
            description: string;
            links: components["schemas"]["OgcLinks"];
            title: string;
        };
        OgcLink: {
            href: string;
            rel: string;
            title?: string;
            type: string;
        };
        OgcLinks: components["schemas"]["OgcLink"][];
        /**
         * @description Ascending, descending; null for L3
         * @enum {string|null}
         */
        Orbit: "A" | "D" | null;
        Point: {
            class_1: components["schemas"]["MotionClass"];
            /** @example CL_0001 */
            cluster_id: string | null;
            /**
             * Format: float
             * @description m
             */
            height: number | null;
            jumpy: boolean | null;
            /**
             * Format: double
             * @description degrees
             */
            latitude: number;
            /**
             * Format: double
             * @description degrees
             */
            longitude: number;
            /**
             * Format: float
             * @description mm/yr
             */
            mean_velocity: number | null;
            noisy_trend: boolean | null;
            orbit: components["schemas"]["Orbit"];
            /** @description The flags are null before classification */
            periodic: boolean | null;
            pid: string;
            /** @example CL_0001_SUB_001 */
            subcluster_id: string | null;
            /**
             * Format: float
             * @description 0 to 1; null for L3
             */
            temporal_coherence: number | null;
            /** @example EGMS_L2b_022_0845_IW2_VV_2020_2024_1 */
            tile: string;
            variable_flag: boolean | null;
        };
        /** @description The JSON header of the binary answer of `/api/v1/points` */
        PointsHeader: {
            /** @description Names of the classes by their number */
            classes: string[];
            /** @description Ids of the clusters in this answer */
            clusters: string[];
            columns: {
                name: string;
                /** @description Bytes from the beginning of the body */
                offset: number;
                /** @enum {string} */
                type: "int32" | "uint32" | "float32" | "uint16" | "uint8" | "char[10]";
            }[];
            /** @description Points in this answer, as X-Rendered-Count */
            count: number;
            subclusters: string[];
            /** @description Stems of all tiles of the store */
            tiles: string[];
            /** @description Points that pass the filters, as X-Total-Count */
            total: number;
        };
        Profile: {
            bins: {
                count: number;
                from_m: number;
                /** @description mm/yr */
                mean_velocity: number | null;
                /** @description n − 1 */
                std_velocity: number | null;
                to_m: number;
            }[];
            /** @description Points in the strip */
            count: number;
            /** @description What the points in the strip belong to */
            datasets: {
                /** @enum {string} */
                level: "L2a" | "L2b" | "L3";
                /** @enum {string} */
                product: "LOS" | "E" | "U";
                release: string | null;
            }[];
            length_m: number;
            /** @description By their distance */
            points: {
                class_1: components["schemas"]["MotionClass"];
                /** Format: float */
                coherence: number | null;
                /** @description Along the line */
                distance_m: number;
                /** @description From the line, positive to the right */
                offset_m: number;
                orbit: components["schemas"]["Orbit"];
                pid: string;
                /** @enum {string} */
                product: "LOS" | "E" | "U";
                row: number;
                tile: string;
                /**
                 * Format: float
                 * @description mm/yr
                 */
                velocity: number | null;
            }[];
            /**
             * @description With `series=1`: mean displacement of the points of each bin since the first date, by date and bin. Dates are those of
             *     all tiles within the time that they have in common; between its acquisitions a point lies on straight lines. A point
             *     without a value at the first date does not count; null where no point does
             */
            series?: {
                dates: string[];
                mean_mm: (number | null)[][];
            };
        };
        Selection: {
            /**
             * @description Of the points along the line of sight; without such points of East, else of Up. In the order of their numbers, `unclassified`
             *     last; only classes with points
             */
            classes: {
                /** @enum {string} */
                class: "stable" | "noisy" | "linear" | "accel" | "decel" | "variable" | "other" | "unclassified";
                count: number;
                share: number;
            }[];
            /** @description Points of the selection */
            count: number;
            /** @description West, south, east, north; null without points */
            extent: number[] | null;
            groups: {
                count: number;
                dates: string[];
                fit: components["schemas"]["Fit"];
                /** @enum {string} */
                level: "L2a" | "L2b" | "L3";
                /** @description One a date; null where no point has a value */
                mean_mm: (number | null)[];
                orbit: components["schemas"]["Orbit"];
                /** @enum {string} */
                product: "LOS" | "E" | "U";
                /** @description First and last year, 2020_2024; null for tables of other producers */
                release: string | null;
                /** @description n − 1; null with fewer than two values */
                std_mm: (number | null)[];
                /** @description Relative orbit; null for L3, and where the tile's name does not say it */
                track: number | null;
                /** @description Number of values of each date */
                values: number[];
                /** @description Of `mean_velocity` of all points of the group; null where there are too few */
                velocity_mm_per_year: {
                    max: number | null;
                    mean: number | null;
                    median: number | null;
                    min: number | null;
                    std: number | null;
                };
            }[];
            /**
             * @description Up to 60 bins of equal width, whole multiples of 0.1, 0.2, 0.5, 1, …; each from its edge, included, to the next. Edges are
             *     compared as float32. Points without a velocity are in none. `product` says which points are counted
             */
            histogram: {
                counts: number[];
                /** @description One more than counts; none without points */
                edges: number[];
                /**
                 * @description null without points
                 * @enum {string|null}
                 */
                product: "LOS" | "E" | "U" | null;
                /** @enum {string} */
                property: "mean_velocity";
            };
            /** @description Points whose series were read, the most coherent */
            series_points: number;
        };
        TimeSeries: {
            /** @description Ascending, one a value */
            dates: string[];
            /**
             * @description Every two consecutive present values that have missing values between them or lie more than 30 days
             *     apart
             */
            gaps: {
                /** @description From the one to the other */
                days: number;
                /**
                 * Format: date
                 * @description Last date with a value before the gap
                 */
                from: string;
                /** @description Acquisitions without a value between them */
                missing: number;
                /**
                 * Format: date
                 * @description First date with a value after the gap
                 */
                to: string;
            }[];
            /**
             * @description Every plain column that the store keeps of the point (docs/file-format.md): the EGMS columns, and
             *     those that stages have added, as in the store now
             */
            metadata: {
                [key: string]: (number | string | boolean) | null;
            };
            pid: string;
            /** @description Stem of the tile that holds the point */
            tile: string;
            /** @description Displacement in mm as printed in the delivery; null where there is none */
            values: (number | null)[];
        };
        /** @description null for a store without points */
        Window: {
            /** Format: double */
            max_lat: number;
            /** Format: double */
            max_lon: number;
            /** Format: double */
            min_lat: number;
            /** Format: double */
            min_lon: number;
        } | null;
    };
    responses: {
        /** @description A parameter is unknown, given twice, missing, of the wrong type or out of range */
        BadParameter: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description Too many connections, or too many requests in work; or the answer would have taken longer than 20 seconds
         *     (`interrupted`): the message says what to ask for instead
         */
        Busy: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Only GET and HEAD are understood */
        MethodNotAllowed: {
            headers: {
                Allow?: "GET, HEAD";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nothing has this path or pid */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description Points seen from ascending orbits */
        asc: boolean;
        /**
         * @description West, south, east, north in degrees (CRS84); features that meet it. West is greater than east across the 180th
         *     meridian. Six numbers hold the least height after south and the greatest after north, which are not looked at.
         */
        bbox: number[];
        /** @description Number of parts of equal length */
        bins: number;
        /**
         * @description Longitude, latitude, radius in metres (up to 1,000,000). Distances are along great circles on a sphere of 6,371,008.8 m; around a
         *     middle outside the area of EPSG:3035 along the ground, true to a millimetre in ten kilometres
         */
        circle: number[];
        /** @description Classes of motion, divided by commas; `unclassified` for points without one */
        class_1: ("stable" | "noisy" | "linear" | "accel" | "decel" | "variable" | "other" | "unclassified")[];
        /** @description Classes of motion, divided by commas; `unclassified` for points without one. All when left out */
        classes: ("stable" | "noisy" | "linear" | "accel" | "decel" | "variable" | "other" | "unclassified")[];
        /** @description Id of the cluster that a point must belong to. Nothing passes for an id that the store does not hold */
        cluster: string;
        /** @description Id of the cluster */
        cluster_id: string;
        /** @description Names of columns, no one twice */
        columns: ("acceleration" | "seasonality" | "rmse" | "mean_velocity_std" | "amplitude_dispersion" | "incidence_angle" | "gnss_velocity" | "class_prob_1" | "max_gap_days" | "n_acquisitions" | "height_wgs84")[];
        /** @description Component of motion of the tile */
        component: "LOS" | "E" | "U";
        /**
         * @description A day or a moment (RFC 3339), or two with a slash between them, of which one may be `..`: features that are of
         *     that time, by whole days. Those without a time of their own (all but tiles) are never sorted out.
         */
        datetime: string;
        /** @description Points seen from descending orbits */
        desc: boolean;
        /** @description Class of most points */
        dominant_class: string;
        /** @description Format of the answer; JSON is the only one */
        f: "json";
        /** @description The model that is fitted to the mean series, as in `/api/v1/series` */
        fit: "linear" | "quadratic" | "seasonal" | "egms";
        /** @description Flags that must all be set */
        flags: ("periodic" | "jumpy" | "variable_flag" | "noisy_trend")[];
        /** @description CSV, GeoJSON, GeoPackage with a style for QGIS, or GeoParquet 1.1 */
        format: "csv" | "geojson" | "gpkg" | "parquet";
        /** @description Number of dates; at most one a day */
        frames: number;
        /** @description First day of the window; not after `to` */
        from: string;
        /** @description Id of the feature, percent-encoded; of a point the stem of its tile, a dot, and its pid */
        id: string;
        /** @description Level of the product */
        level: "L2a" | "L2b" | "L3";
        /** @description Most features on a page; a greater number is taken for the maximum */
        limit: number;
        /** @description 2 to 100 corners as longitude, latitude, …, up to 2,000 km long */
        line: number[];
        /** @description Greatest temporal coherence; not below `min_coh` */
        max_coh: number;
        /** @description Greatest height, m */
        max_height: number;
        /** @description Northern edge in degrees, inclusive */
        max_lat: number;
        /** @description Eastern edge in degrees, inclusive */
        max_lon: number;
        /** @description Most points to return */
        max_pts: number;
        /** @description Most points to return */
        max_pts_20000: number;
        /** @description Most points to return */
        max_pts_50000: number;
        /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
        max_speed: number;
        /** @description Greatest mean velocity with its sign, mm/yr */
        max_vel: number;
        /** @description Least temporal coherence */
        min_coh: number;
        /** @description Least height, m; not above `max_height` */
        min_height: number;
        /** @description Southern edge in degrees, inclusive; not above `max_lat` */
        min_lat: number;
        /**
         * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
         *     repeats the world does; points lie within ±180.
         */
        min_lon: number;
        /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
        min_vel: number;
        /** @description Flags of which none may be set */
        not_flags: ("periodic" | "jumpy" | "variable_flag" | "noisy_trend")[];
        /** @description Ascending or descending */
        orbit: "A" | "D";
        /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
        point_level: "L2a" | "L2b" | "L3";
        /**
         * @description 3 to 500 corners as longitude, latitude, …, closed by itself. Edges are straight in longitude and latitude; a point is
         *     inside when a line from it crosses them an odd number of times, so of two polygons that share an edge one has the point. Not
         *     together with `circle`
         */
        polygon: number[];
        /** @description Components of motion, divided by commas */
        product: ("LOS" | "E" | "U")[];
        /** @description Components of motion; LOS is the line of sight (L2), E and U are east and up (L3). All when left out */
        products: ("LOS" | "E" | "U")[];
        /** @description Also read the series of `points` */
        profile_series: boolean;
        /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
        release: string;
        /** @description Also read the series; without them counts and shares of any number of points take milliseconds */
        series: boolean;
        /** @description Where the page begins. Taken from the link to the next page, as long as the server runs */
        start: number;
        /** @description Class of motion */
        subcluster_class: string;
        /** @description Id of the sub-cluster */
        subcluster_id: string;
        /** @description Least absolute mean velocity, mm/yr */
        thresh: number;
        /** @description Last day of the window */
        to: string;
        /** @description Width of the strip, half of it on each side, m */
        width_m: number;
        /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
        zoom: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The client's copy is current */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    cluster_series: {
        parameters: {
            query: {
                /** @description Id of the cluster */
                cluster: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A series for each track */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterSeries"];
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    clusters: {
        parameters: {
            query?: {
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least number of points (`n_points`) */
                min_points?: number;
                /** @description Least absolute mean velocity (`mean_velocity`), mm/yr */
                min_speed?: number;
                /** @description Zoom level of a web map; without it every corner is kept that is more than some micrometres from the others' lines */
                zoom?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Polygons whose bounding box meets the window, in the order of the store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["FeatureCollection"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    displacements: {
        parameters: {
            query?: {
                /** @description Points seen from ascending orbits */
                asc?: components["parameters"]["asc"];
                /** @description Classes of motion, divided by commas; `unclassified` for points without one. All when left out */
                classes?: components["parameters"]["classes"];
                /** @description Id of the cluster that a point must belong to. Nothing passes for an id that the store does not hold */
                cluster?: components["parameters"]["cluster"];
                /** @description Points seen from descending orbits */
                desc?: components["parameters"]["desc"];
                /** @description Flags that must all be set */
                flags?: components["parameters"]["flags"];
                /** @description Number of dates; at most one a day */
                frames?: components["parameters"]["frames"];
                /** @description First day of the window; not after `to` */
                from?: components["parameters"]["from"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description Greatest temporal coherence; not below `min_coh` */
                max_coh?: components["parameters"]["max_coh"];
                /** @description Greatest height, m */
                max_height?: components["parameters"]["max_height"];
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Most points to return */
                max_pts?: components["parameters"]["max_pts_20000"];
                /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
                max_speed?: components["parameters"]["max_speed"];
                /** @description Greatest mean velocity with its sign, mm/yr */
                max_vel?: components["parameters"]["max_vel"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Least height, m; not above `max_height` */
                min_height?: components["parameters"]["min_height"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
                min_vel?: components["parameters"]["min_vel"];
                /** @description Flags of which none may be set */
                not_flags?: components["parameters"]["not_flags"];
                /** @description Components of motion; LOS is the line of sight (L2), E and U are east and up (L3). All when left out */
                products?: components["parameters"]["products"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
                /** @description Last day of the window */
                to?: components["parameters"]["to"];
                /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
                zoom?: components["parameters"]["zoom"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The frames */
            200: {
                headers: {
                    /** @description Number of points in this answer */
                    "X-Rendered-Count"?: number;
                    /** @description Exact number of points in the window that pass the filters */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.plumbline.points": string;
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    export: {
        parameters: {
            query: {
                /** @description Points seen from ascending orbits */
                asc?: components["parameters"]["asc"];
                /**
                 * @description Longitude, latitude, radius in metres (up to 1,000,000). Distances are along great circles on a sphere of 6,371,008.8 m; around a
                 *     middle outside the area of EPSG:3035 along the ground, true to a millimetre in ten kilometres
                 */
                circle?: components["parameters"]["circle"];
                /** @description Classes of motion, divided by commas; `unclassified` for points without one. All when left out */
                classes?: components["parameters"]["classes"];
                /** @description Id of the cluster that a point must belong to. Nothing passes for an id that the store does not hold */
                cluster?: components["parameters"]["cluster"];
                /** @description Points seen from descending orbits */
                desc?: components["parameters"]["desc"];
                /** @description Flags that must all be set */
                flags?: components["parameters"]["flags"];
                /** @description CSV, GeoJSON, GeoPackage with a style for QGIS, or GeoParquet 1.1 */
                format: components["parameters"]["format"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description Greatest temporal coherence; not below `min_coh` */
                max_coh?: components["parameters"]["max_coh"];
                /** @description Greatest height, m */
                max_height?: components["parameters"]["max_height"];
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Most points to return */
                max_pts?: components["parameters"]["max_pts"];
                /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
                max_speed?: components["parameters"]["max_speed"];
                /** @description Greatest mean velocity with its sign, mm/yr */
                max_vel?: components["parameters"]["max_vel"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Least height, m; not above `max_height` */
                min_height?: components["parameters"]["min_height"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
                min_vel?: components["parameters"]["min_vel"];
                /** @description Flags of which none may be set */
                not_flags?: components["parameters"]["not_flags"];
                /**
                 * @description 3 to 500 corners as longitude, latitude, …, closed by itself. Edges are straight in longitude and latitude; a point is
                 *     inside when a line from it crosses them an odd number of times, so of two polygons that share an edge one has the point. Not
                 *     together with `circle`
                 */
                polygon?: components["parameters"]["polygon"];
                /** @description Components of motion; LOS is the line of sight (L2), E and U are east and up (L3). All when left out */
                products?: components["parameters"]["products"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description With the displacement at every date */
                series?: boolean;
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
                /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
                zoom?: components["parameters"]["zoom"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, as an attachment */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    /** @description Number of points in it */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["FeatureCollection"];
                    "application/geopackage+sqlite3": string;
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    legends: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Scales, classes, flags, and the band of no significant motion */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Legends"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    points: {
        parameters: {
            query?: {
                /** @description Points seen from ascending orbits */
                asc?: components["parameters"]["asc"];
                /** @description Classes of motion, divided by commas; `unclassified` for points without one. All when left out */
                classes?: components["parameters"]["classes"];
                /** @description Id of the cluster that a point must belong to. Nothing passes for an id that the store does not hold */
                cluster?: components["parameters"]["cluster"];
                /** @description Points seen from descending orbits */
                desc?: components["parameters"]["desc"];
                /** @description Flags that must all be set */
                flags?: components["parameters"]["flags"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description Greatest temporal coherence; not below `min_coh` */
                max_coh?: components["parameters"]["max_coh"];
                /** @description Greatest height, m */
                max_height?: components["parameters"]["max_height"];
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Most points to return */
                max_pts?: components["parameters"]["max_pts"];
                /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
                max_speed?: components["parameters"]["max_speed"];
                /** @description Greatest mean velocity with its sign, mm/yr */
                max_vel?: components["parameters"]["max_vel"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Least height, m; not above `max_height` */
                min_height?: components["parameters"]["min_height"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
                min_vel?: components["parameters"]["min_vel"];
                /** @description Flags of which none may be set */
                not_flags?: components["parameters"]["not_flags"];
                /** @description Components of motion; LOS is the line of sight (L2), E and U are east and up (L3). All when left out */
                products?: components["parameters"]["products"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
                /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
                zoom?: components["parameters"]["zoom"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The points */
            200: {
                headers: {
                    /** @description Number of points in this answer */
                    "X-Rendered-Count"?: number;
                    /** @description Exact number of points in the window that pass the filters */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.plumbline.points": string;
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    profile: {
        parameters: {
            query: {
                /** @description Points seen from ascending orbits */
                asc?: components["parameters"]["asc"];
                /** @description Number of parts of equal length */
                bins?: components["parameters"]["bins"];
                /** @description Classes of motion, divided by commas; `unclassified` for points without one. All when left out */
                classes?: components["parameters"]["classes"];
                /** @description Id of the cluster that a point must belong to. Nothing passes for an id that the store does not hold */
                cluster?: components["parameters"]["cluster"];
                /** @description Points seen from descending orbits */
                desc?: components["parameters"]["desc"];
                /** @description Flags that must all be set */
                flags?: components["parameters"]["flags"];
                /** @description First day of the window; not after `to` */
                from?: components["parameters"]["from"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description 2 to 100 corners as longitude, latitude, …, up to 2,000 km long */
                line: components["parameters"]["line"];
                /** @description Greatest temporal coherence; not below `min_coh` */
                max_coh?: components["parameters"]["max_coh"];
                /** @description Greatest height, m */
                max_height?: components["parameters"]["max_height"];
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Most points to return */
                max_pts?: components["parameters"]["max_pts"];
                /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
                max_speed?: components["parameters"]["max_speed"];
                /** @description Greatest mean velocity with its sign, mm/yr */
                max_vel?: components["parameters"]["max_vel"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Least height, m; not above `max_height` */
                min_height?: components["parameters"]["min_height"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
                min_vel?: components["parameters"]["min_vel"];
                /** @description Flags of which none may be set */
                not_flags?: components["parameters"]["not_flags"];
                /** @description Components of motion; LOS is the line of sight (L2), E and U are east and up (L3). All when left out */
                products?: components["parameters"]["products"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description Also read the series of `points` */
                series?: components["parameters"]["profile_series"];
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
                /** @description Last day of the window */
                to?: components["parameters"]["to"];
                /** @description Width of the strip, half of it on each side, m */
                width_m?: components["parameters"]["width_m"];
                /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
                zoom?: components["parameters"]["zoom"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    selection: {
        parameters: {
            query?: {
                /** @description Points seen from ascending orbits */
                asc?: components["parameters"]["asc"];
                /**
                 * @description Longitude, latitude, radius in metres (up to 1,000,000). Distances are along great circles on a sphere of 6,371,008.8 m; around a
                 *     middle outside the area of EPSG:3035 along the ground, true to a millimetre in ten kilometres
                 */
                circle?: components["parameters"]["circle"];
                /** @description Classes of motion, divided by commas; `unclassified` for points without one. All when left out */
                classes?: components["parameters"]["classes"];
                /** @description Id of the cluster that a point must belong to. Nothing passes for an id that the store does not hold */
                cluster?: components["parameters"]["cluster"];
                /** @description Points seen from descending orbits */
                desc?: components["parameters"]["desc"];
                /** @description The model that is fitted to the mean series, as in `/api/v1/series` */
                fit?: components["parameters"]["fit"];
                /** @description Flags that must all be set */
                flags?: components["parameters"]["flags"];
                /** @description First day of the window; not after `to` */
                from?: components["parameters"]["from"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description Greatest temporal coherence; not below `min_coh` */
                max_coh?: components["parameters"]["max_coh"];
                /** @description Greatest height, m */
                max_height?: components["parameters"]["max_height"];
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Most points to return */
                max_pts?: components["parameters"]["max_pts"];
                /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
                max_speed?: components["parameters"]["max_speed"];
                /** @description Greatest mean velocity with its sign, mm/yr */
                max_vel?: components["parameters"]["max_vel"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Least height, m; not above `max_height` */
                min_height?: components["parameters"]["min_height"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
                min_vel?: components["parameters"]["min_vel"];
                /** @description Flags of which none may be set */
                not_flags?: components["parameters"]["not_flags"];
                /**
                 * @description 3 to 500 corners as longitude, latitude, …, closed by itself. Edges are straight in longitude and latitude; a point is
                 *     inside when a line from it crosses them an odd number of times, so of two polygons that share an edge one has the point. Not
                 *     together with `circle`
                 */
                polygon?: components["parameters"]["polygon"];
                /** @description Components of motion; LOS is the line of sight (L2), E and U are east and up (L3). All when left out */
                products?: components["parameters"]["products"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description Also read the series; without them counts and shares of any number of points take milliseconds */
                series?: components["parameters"]["series"];
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
                /** @description Last day of the window */
                to?: components["parameters"]["to"];
                /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
                zoom?: components["parameters"]["zoom"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures of the selection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Selection"];
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    series: {
        parameters: {
            query?: {
                fit?: "linear" | "quadratic" | "seasonal" | "egms";
                /** @description First day of the window */
                from?: string;
                /** @description Up to 50 point ids, divided by commas */
                pids?: string[];
                /** @description Up to 50 rows of `tile`, counted from 0, as `/api/v1/points` gives them */
                rows?: number[];
                /** @description Stem of the tile; for `pids` only where several tiles hold them */
                tile?: string;
                /** @description Last day of the window */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        series: components["schemas"]["FittedSeries"][];
                    };
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    subclusters: {
        parameters: {
            query?: {
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least number of points (`n_points`) */
                min_points?: number;
                /** @description Least absolute mean velocity (`mean_velocity`), mm/yr */
                min_speed?: number;
                /** @description Zoom level of a web map; without it every corner is kept that is more than some micrometres from the others' lines */
                zoom?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Polygons whose bounding box meets the window, in the order of the store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["FeatureCollection"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    values: {
        parameters: {
            query: {
                /** @description Points seen from ascending orbits */
                asc?: components["parameters"]["asc"];
                /** @description Classes of motion, divided by commas; `unclassified` for points without one. All when left out */
                classes?: components["parameters"]["classes"];
                /** @description Id of the cluster that a point must belong to. Nothing passes for an id that the store does not hold */
                cluster?: components["parameters"]["cluster"];
                /** @description Names of columns, no one twice */
                columns: components["parameters"]["columns"];
                /** @description Points seen from descending orbits */
                desc?: components["parameters"]["desc"];
                /** @description Flags that must all be set */
                flags?: components["parameters"]["flags"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description Greatest temporal coherence; not below `min_coh` */
                max_coh?: components["parameters"]["max_coh"];
                /** @description Greatest height, m */
                max_height?: components["parameters"]["max_height"];
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Most points to return */
                max_pts?: components["parameters"]["max_pts"];
                /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
                max_speed?: components["parameters"]["max_speed"];
                /** @description Greatest mean velocity with its sign, mm/yr */
                max_vel?: components["parameters"]["max_vel"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Least height, m; not above `max_height` */
                min_height?: components["parameters"]["min_height"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
                min_vel?: components["parameters"]["min_vel"];
                /** @description Flags of which none may be set */
                not_flags?: components["parameters"]["not_flags"];
                /** @description Components of motion; LOS is the line of sight (L2), E and U are east and up (L3). All when left out */
                products?: components["parameters"]["products"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
                /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
                zoom?: components["parameters"]["zoom"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The values */
            200: {
                headers: {
                    /** @description Number of points in this answer */
                    "X-Rendered-Count"?: number;
                    /** @description Exact number of points in the window that pass the filters */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.plumbline.points": string;
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    window_velocity: {
        parameters: {
            query?: {
                /** @description Points seen from ascending orbits */
                asc?: components["parameters"]["asc"];
                /** @description Classes of motion, divided by commas; `unclassified` for points without one. All when left out */
                classes?: components["parameters"]["classes"];
                /** @description Id of the cluster that a point must belong to. Nothing passes for an id that the store does not hold */
                cluster?: components["parameters"]["cluster"];
                /** @description Points seen from descending orbits */
                desc?: components["parameters"]["desc"];
                /** @description Flags that must all be set */
                flags?: components["parameters"]["flags"];
                /** @description First day of the window; not after `to` */
                from?: components["parameters"]["from"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description Greatest temporal coherence; not below `min_coh` */
                max_coh?: components["parameters"]["max_coh"];
                /** @description Greatest height, m */
                max_height?: components["parameters"]["max_height"];
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Most points to return */
                max_pts?: components["parameters"]["max_pts_50000"];
                /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
                max_speed?: components["parameters"]["max_speed"];
                /** @description Greatest mean velocity with its sign, mm/yr */
                max_vel?: components["parameters"]["max_vel"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Least height, m; not above `max_height` */
                min_height?: components["parameters"]["min_height"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
                min_vel?: components["parameters"]["min_vel"];
                /** @description Flags of which none may be set */
                not_flags?: components["parameters"]["not_flags"];
                /** @description Components of motion; LOS is the line of sight (L2), E and U are east and up (L3). All when left out */
                products?: components["parameters"]["products"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
                /** @description Last day of the window */
                to?: components["parameters"]["to"];
                /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
                zoom?: components["parameters"]["zoom"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The velocities */
            200: {
                headers: {
                    /** @description Number of points in this answer */
                    "X-Rendered-Count"?: number;
                    /** @description Exact number of points in the window that pass the filters */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.plumbline.points": string;
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    get_clusters: {
        parameters: {
            query?: {
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Polygons whose bounding box meets the window, in the order of the store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["FeatureCollection"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    get_info: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures and feature flags */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Info"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    get_points: {
        parameters: {
            query?: {
                /** @description Points seen from ascending orbits */
                asc?: components["parameters"]["asc"];
                /** @description Points seen from descending orbits */
                desc?: components["parameters"]["desc"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Most points to return */
                max_pts?: components["parameters"]["max_pts"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
                /** @description Zoom level of a web map. Without it all points that pass are meant (up to `max_pts`) */
                zoom?: components["parameters"]["zoom"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The points */
            200: {
                headers: {
                    /** @description Number of points in this answer */
                    "X-Rendered-Count"?: number;
                    /** @description Exact number of points in the window that pass the filters */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Point"][];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    get_subclusters: {
        parameters: {
            query?: {
                /** @description Northern edge in degrees, inclusive */
                max_lat?: components["parameters"]["max_lat"];
                /** @description Eastern edge in degrees, inclusive */
                max_lon?: components["parameters"]["max_lon"];
                /** @description Southern edge in degrees, inclusive; not above `max_lat` */
                min_lat?: components["parameters"]["min_lat"];
                /**
                 * @description Western edge in degrees, inclusive; not above `max_lon`. May lie beyond ±180, as the edge of a map that
                 *     repeats the world does; points lie within ±180.
                 */
                min_lon?: components["parameters"]["min_lon"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Polygons whose bounding box meets the window, in the order of the store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["FeatureCollection"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    get_timeseries: {
        parameters: {
            query: {
                /** @description Ten characters 0-9, A-Z, a-z; case matters */
                pid: string;
                /**
                 * @description Stem of the tile, where several hold this pid (L3 east and up). Without it the first tile in order of
                 *     stems that holds the pid answers.
                 */
                tile?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimeSeries"];
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                        /** @example 0.1.0 */
                        version: string;
                    };
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gauges, counters and a histogram of times by endpoint */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_landing_page: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Links to what there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OgcLandingPage"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_api: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An OpenAPI document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.oai.openapi+json": Record<string, never>;
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_collections: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Points, clusters, sub-clusters and tiles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OgcCollections"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_clusters: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The collection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OgcCollection"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_clusters_items: {
        parameters: {
            query?: {
                /**
                 * @description West, south, east, north in degrees (CRS84); features that meet it. West is greater than east across the 180th
                 *     meridian. Six numbers hold the least height after south and the greatest after north, which are not looked at.
                 */
                bbox?: components["parameters"]["bbox"];
                /** @description Id of the cluster */
                cluster_id?: components["parameters"]["cluster_id"];
                /**
                 * @description A day or a moment (RFC 3339), or two with a slash between them, of which one may be `..`: features that are of
                 *     that time, by whole days. Those without a time of their own (all but tiles) are never sorted out.
                 */
                datetime?: components["parameters"]["datetime"];
                /** @description Class of most points */
                dominant_class?: components["parameters"]["dominant_class"];
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
                /** @description Most features on a page; a greater number is taken for the maximum */
                limit?: components["parameters"]["limit"];
                /** @description Where the page begins. Taken from the link to the next page, as long as the server runs */
                start?: components["parameters"]["start"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of features */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["OgcItems"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_clusters_item: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path: {
                /** @description Id of the feature, percent-encoded; of a point the stem of its tile, a dot, and its pid */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feature */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["OgcFeature"];
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_points: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The collection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OgcCollection"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_points_items: {
        parameters: {
            query?: {
                /**
                 * @description West, south, east, north in degrees (CRS84); features that meet it. West is greater than east across the 180th
                 *     meridian. Six numbers hold the least height after south and the greatest after north, which are not looked at.
                 */
                bbox?: components["parameters"]["bbox"];
                /** @description Classes of motion, divided by commas; `unclassified` for points without one */
                class_1?: components["parameters"]["class_1"];
                /** @description Id of the cluster */
                cluster_id?: components["parameters"]["cluster_id"];
                /**
                 * @description A day or a moment (RFC 3339), or two with a slash between them, of which one may be `..`: features that are of
                 *     that time, by whole days. Those without a time of their own (all but tiles) are never sorted out.
                 */
                datetime?: components["parameters"]["datetime"];
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
                /** @description Level of the points. When left out, L2b before L2a along the line of sight, and L3 for East and Up */
                level?: components["parameters"]["point_level"];
                /** @description Most features on a page; a greater number is taken for the maximum */
                limit?: components["parameters"]["limit"];
                /** @description Greatest temporal coherence; not below `min_coh` */
                max_coh?: components["parameters"]["max_coh"];
                /** @description Greatest height, m */
                max_height?: components["parameters"]["max_height"];
                /** @description Greatest absolute mean velocity, mm/yr; not below `thresh` */
                max_speed?: components["parameters"]["max_speed"];
                /** @description Greatest mean velocity with its sign, mm/yr */
                max_vel?: components["parameters"]["max_vel"];
                /** @description Least temporal coherence */
                min_coh?: components["parameters"]["min_coh"];
                /** @description Least height, m; not above `max_height` */
                min_height?: components["parameters"]["min_height"];
                /** @description Least mean velocity with its sign, mm/yr; not above `max_vel` */
                min_vel?: components["parameters"]["min_vel"];
                /** @description Ascending or descending */
                orbit?: components["parameters"]["orbit"];
                /** @description Components of motion, divided by commas */
                product?: components["parameters"]["product"];
                /** @description Release of the points, as `/get_info` lists them. When left out, the newest of each level. Points of two releases are never in one response. Tables of other producers have no release and are in every response */
                release?: components["parameters"]["release"];
                /** @description Where the page begins. Taken from the link to the next page, as long as the server runs */
                start?: components["parameters"]["start"];
                /** @description Least absolute mean velocity, mm/yr */
                thresh?: components["parameters"]["thresh"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of features */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["OgcItems"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_points_item: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path: {
                /** @description Id of the feature, percent-encoded; of a point the stem of its tile, a dot, and its pid */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feature */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["OgcFeature"];
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_subclusters: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The collection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OgcCollection"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_subclusters_items: {
        parameters: {
            query?: {
                /**
                 * @description West, south, east, north in degrees (CRS84); features that meet it. West is greater than east across the 180th
                 *     meridian. Six numbers hold the least height after south and the greatest after north, which are not looked at.
                 */
                bbox?: components["parameters"]["bbox"];
                /** @description Class of motion */
                class_1?: components["parameters"]["subcluster_class"];
                /** @description Id of the cluster */
                cluster_id?: components["parameters"]["cluster_id"];
                /**
                 * @description A day or a moment (RFC 3339), or two with a slash between them, of which one may be `..`: features that are of
                 *     that time, by whole days. Those without a time of their own (all but tiles) are never sorted out.
                 */
                datetime?: components["parameters"]["datetime"];
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
                /** @description Most features on a page; a greater number is taken for the maximum */
                limit?: components["parameters"]["limit"];
                /** @description Where the page begins. Taken from the link to the next page, as long as the server runs */
                start?: components["parameters"]["start"];
                /** @description Id of the sub-cluster */
                subcluster_id?: components["parameters"]["subcluster_id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of features */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["OgcItems"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_subclusters_item: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path: {
                /** @description Id of the feature, percent-encoded; of a point the stem of its tile, a dot, and its pid */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feature */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["OgcFeature"];
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_tiles: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The collection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OgcCollection"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_tiles_items: {
        parameters: {
            query?: {
                /**
                 * @description West, south, east, north in degrees (CRS84); features that meet it. West is greater than east across the 180th
                 *     meridian. Six numbers hold the least height after south and the greatest after north, which are not looked at.
                 */
                bbox?: components["parameters"]["bbox"];
                /** @description Component of motion of the tile */
                component?: components["parameters"]["component"];
                /**
                 * @description A day or a moment (RFC 3339), or two with a slash between them, of which one may be `..`: features that are of
                 *     that time, by whole days. Those without a time of their own (all but tiles) are never sorted out.
                 */
                datetime?: components["parameters"]["datetime"];
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
                /** @description Level of the product */
                level?: components["parameters"]["level"];
                /** @description Most features on a page; a greater number is taken for the maximum */
                limit?: components["parameters"]["limit"];
                /** @description Where the page begins. Taken from the link to the next page, as long as the server runs */
                start?: components["parameters"]["start"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of features */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["OgcItems"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_tiles_item: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path: {
                /** @description Id of the feature, percent-encoded; of a point the stem of its tile, a dot, and its pid */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feature */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["OgcFeature"];
                };
            };
            400: components["responses"]["BadParameter"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
    ogc_conformance: {
        parameters: {
            query?: {
                /** @description Format of the answer; JSON is the only one */
                f?: components["parameters"]["f"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Conformance classes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OgcConformance"];
                };
            };
            400: components["responses"]["BadParameter"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Busy"];
        };
    };
}
