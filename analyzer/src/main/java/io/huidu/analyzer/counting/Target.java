package io.huidu.analyzer.counting;

/**
 * What Prometheus scrapes: all series of a target get their samples at the same instants, and all of its counters
 * restart together.
 *
 * @param job the target's {@code job} label
 * @param instance its {@code instance} label
 * @param pod its {@code pod} label, which tells pods apart that had the same address one after the other; may be empty
 */
public record Target(String job, String instance, String pod) {}
