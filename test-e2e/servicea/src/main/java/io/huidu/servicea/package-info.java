/**
 * ServiceA, the service that Huidu releases in the demo: v1 answers {@code GET /} with picture A, v2 with picture B.
 * Its errors and latency can be made worse while it runs.
 */
@NullMarked
package io.huidu.servicea;

import org.jspecify.annotations.NullMarked;
