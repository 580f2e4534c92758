package io.huidu.analyzer.counting;

import java.util.Optional;

/**
 * What part of a version's requests a series counts.
 *
 * @param pod the pod that answered them; empty where what is scraped isn't the version's own pods
 */
public record Part(Optional<String> pod) {}
