/** Measurements from Prometheus' HTTP API, and the families of metrics ({@code Preset}) that it is asked for. */
@NullMarked
package io.huidu.analyzer.prometheus;

import org.jspecify.annotations.NullMarked;
