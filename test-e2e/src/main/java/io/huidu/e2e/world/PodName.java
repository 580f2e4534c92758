package io.huidu.e2e.world;

import java.util.random.RandomGenerator;

/**
 * Names of pods as Kubernetes makes them: {@code servicea-v1-7d9f8b6c5d-x2k4q}.
 *
 * @param deployment of the pod
 * @param templateHash names the ReplicaSet
 * @param suffix the pod's own
 */
public record PodName(String deployment, String templateHash, String suffix) {

    /** No vowels and nothing like them, so that chance spells no words: k8s.io/apimachinery, util/rand. */
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    public static PodName of(String deployment, RandomGenerator random) {
        return new PodName(deployment, letters(10, random), letters(5, random));
    }

    @Override
    public String toString() {
        return "%s-%s-%s".formatted(deployment, templateHash, suffix);
    }

    private static String letters(int count, RandomGenerator random) {
        return random.ints(count, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }
}
