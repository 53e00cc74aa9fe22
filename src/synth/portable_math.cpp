// SPDX-License-Identifier: MIT
#include "synth/portable_math.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace plumbline::synth {
namespace {

double sine_near_zero(double x) {  // |x| <= pi/4: the series to x^15
  const double y = x * x;
  double sum = 0;
  for (int n = 15; n >= 3; n -= 2) sum = (1 + sum) * -y / (n * (n - 1));
  return x * (1 + sum);
}

double cosine_near_zero(double x) {  // |x| <= pi/4: the series to x^16
  const double y = x * x;
  double sum = 0;
  for (int n = 16; n >= 2; n -= 2) sum = (1 + sum) * -y / (n * (n - 1));
  return 1 + sum;
}

double polynomial(double x, const double* coefficients, int count) {
  double sum = 0;
  for (int i = 0; i < count; ++i) sum = sum * x + coefficients[i];
  return sum;
}

}  // namespace

double sine_of_turns(double turns) {
  const double quarter = std::floor(4 * turns + 0.5);
  const double angle = 2 * kPi * (turns - quarter / 4);
  switch (static_cast<std::int64_t>(quarter) & 3) {
    case 0:
      return sine_near_zero(angle);
    case 1:
      return cosine_near_zero(angle);
    case 2:
      return -sine_near_zero(angle);
    default:
      return -cosine_near_zero(angle);
  }
}

double cosine_of_turns(double turns) { return sine_of_turns(turns + 0.25); }

double natural_log(double x) {
  // x = m·2^e with m in [0.7, 1.5), and log m = 2 artanh((m-1)/(m+1))
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffU) | 0x3ff0000000000000U);
  if (m > 1.4142135623730951) {
    m /= 2;
    ++exponent;
  }
  const double s = (m - 1) / (m + 1);
  double sum = 0;
  for (int n = 21; n >= 1; n -= 2) sum = sum * s * s + 1.0 / n;
  return 2 * s * sum + exponent * 0.69314718055994530942;
}

double arc_tangent(double x) {
  double halved = x;  // three times half the angle: |halved| < 0.2
  for (int i = 0; i < 3; ++i) halved /= 1 + std::sqrt(1 + halved * halved);
  double sum = 0;
  for (int n = 23; n >= 1; n -= 2) sum = 1.0 / n - sum * halved * halved;
  return 8 * halved * sum;
}

double arc_sine(double x) { return arc_tangent(x / std::sqrt((1 - x) * (1 + x))); }

double normal_quantile(double p) {
  constexpr double kA[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                           1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
  constexpr double kB[] = {-5.447609879822406e+01, 1.615858368580409e+02,  -1.556989798598866e+02,
                           6.680131188771972e+01,  -1.328068155288572e+01, 1};
  constexpr double kC[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                           -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
  constexpr double kD[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                           3.754408661907416e+00, 1};
  constexpr double kTail = 0.02425;
  if (p > 1 - kTail) return -normal_quantile(1 - p);
  if (p < kTail) {
    const double q = std::sqrt(-2 * natural_log(p));
    return polynomial(q, kC, 6) / polynomial(q, kD, 5);
  }
  const double q = p - 0.5;
  return polynomial(q * q, kA, 6) * q / polynomial(q * q, kB, 6);
}

}  // namespace plumbline::synth
