// SPDX-License-Identifier: MIT
#pragma once

namespace plumbline::serve {

/// Lets the allocator keep what answers free, up to so many megabytes (below 2,048), for the answers after
/// them; likewise the columns of tiles, when an index is made. Otherwise it gives megabytes back to the
/// system each time, and what comes next pays for every page again: an answer more than for all the rest. And
/// asks for large pages there, so that the first answers need few. For the whole process, all threads of
/// which share one heap then: so for servers, the making of an index, and what measures them.
void keep_freed_memory(int most_megabytes = 128);

}  // namespace plumbline::serve
