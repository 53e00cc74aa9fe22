// SPDX-License-Identifier: MIT
#pragma once

namespace plumbline::serve {

/// Lets the allocator keep what answers free, some hundred MB at most, for the answers after them. Otherwise
/// it gives the megabytes of a large answer back to the system each time, and the next one pays for every
/// page again: more than for all the rest. For the whole process, so for servers and what measures them.
void keep_freed_memory();

}  // namespace plumbline::serve
