/** Rules that decide over a release by what Prometheus has of it: Huidu's, its peers', and two tests as they are often used. */
@NullMarked
package io.huidu.e2e.bench.statistics.policy;

import org.jspecify.annotations.NullMarked;
