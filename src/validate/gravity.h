// SPDX-License-Identifier: MIT
#pragma once

namespace plumbline::validate {

/// m/s²; normal gravity of GRS 80 (Somigliana's formula on the ellipsoid, Taylor's series of second order
/// above it). `height_m` is meant to be ellipsoidal; an orthometric height changes the result by less than
/// 0.0002.
double normal_gravity(double latitude_degrees, double height_m);

/// 10⁻³ m²/s² a year; how fast the gravity potential at a benchmark changes when the benchmark moves along
/// the plumb line at `up_mm_per_year` and the field stays: dW = -g dh.
inline double potential_rate(double gravity, double up_mm_per_year) { return -gravity * up_mm_per_year; }

}  // namespace plumbline::validate
