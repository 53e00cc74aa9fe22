// SPDX-License-Identifier: MIT
#pragma once

// The C library's sine and logarithm differ in the last bit between versions and processors. What is written
// here must not, so these use nothing but + - * / and the square root, which IEEE 754 fixes. Errors stay
// below 1e-14.

namespace plumbline::synth {

double sine_of_turns(double turns);    ///< sin(2π·turns)
double cosine_of_turns(double turns);  ///< cos(2π·turns)
double natural_log(double x);          ///< x > 0, normal
double arc_tangent(double x);          ///< radians
double arc_sine(double x);             ///< radians, |x| < 1

inline constexpr double kPi = 3.14159265358979323846;
inline constexpr double kDegreesPerRadian = 180.0 / kPi;

/// The point below which a standard normal variable falls with probability `p` in (0, 1); relative error
/// below 1.2e-9 (P. J. Acklam's rational approximation).
double normal_quantile(double p);

}  // namespace plumbline::synth
