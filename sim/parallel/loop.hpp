#pragma once
#include <cstddef>
#include <functional>

/// What a back-end provides besides set_threads and threads: loop_tbb.cpp or loop_threads.cpp.
namespace emprise::parallel_detail {

/// body(i) for each i in [0, n) on several threads; `body` does not throw. Returns when all are done.
void spread(std::size_t n, const std::function<void(std::size_t)>& body);

/// The processors this process may use; at least 1.
int available_threads();

} // namespace emprise::parallel_detail
