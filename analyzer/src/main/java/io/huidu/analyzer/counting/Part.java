package io.huidu.analyzer.counting;

import java.util.Optional;

/**
 * What part of a version's requests a series counts.
 *
 * @param pod the pod that answered them; empty where what is scraped isn't the version's own pods
 * @param stratum the stratum that they belong to; empty where the comparison isn't stratified
 */
public record Part(Optional<String> pod, Optional<String> stratum) {}
