// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>

namespace plumbline::geodesy {

/// One of PROJ's transformations, with the context it needs. One thread may use it at a time; making one
/// takes some 50 µs.
class ProjObject {
 public:
  /// `definition` as PROJ reads it; `name` is what messages call it. Throws Error(internal).
  ProjObject(const std::string& definition, const std::string& name);
  ProjObject(ProjObject&&) noexcept;
  ProjObject& operator=(ProjObject&&) noexcept;
  ~ProjObject();

  /// Takes all places through it, in place. What is no place there becomes infinite.
  void forward(std::span<double> x, std::span<double> y) const;
  void inverse(std::span<double> x, std::span<double> y) const;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace plumbline::geodesy
