/**
 * The decision rules of other tools, as they decide: Flagger, Argo Rollouts, and Kayenta with Spinnaker's canary stage.
 * Pure values, for judges and for benchmarks that compare policies; each class names what it follows. None of these rules
 * bounds the probability of rolling back a healthy release.
 */
@NullMarked
package io.huidu.analyzer.verdict.peers;

import org.jspecify.annotations.NullMarked;
