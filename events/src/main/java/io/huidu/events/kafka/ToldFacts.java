package io.huidu.events.kafka;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;

/**
 * The last facts that were told of one partition, as digests in a text that a commit can carry beside its offset. So
 * whoever reads the partition next knows them, and there is no second store.
 *
 * <p>A broker takes 4,096 characters of such a text by default ({@code offset.metadata.max.bytes}).
 */
final class ToldFacts {

    /** Of 8 characters each: a fact that is taken for another, among so many, is one in 10¹² or rarer. */
    static final int MOST = 400;

    private static final int BYTES = 6;
    private static final int LETTERS = 8;
    private static final String FORM = "1:";

    private final LinkedHashSet<String> digests = new LinkedHashSet<>();

    /** Adds what a commit carried; what another program wrote there is as good as nothing. */
    void read(String text) {
        if (text.startsWith(FORM)) {
            String letters = text.substring(FORM.length());
            for (int at = 0; at + LETTERS <= letters.length(); at += LETTERS) {
                keep(letters.substring(at, at + LETTERS));
            }
        }
    }

    String write() {
        return digests.stream().collect(Collectors.joining("", FORM, ""));
    }

    boolean contains(String fact) {
        return digests.contains(digest(fact));
    }

    void add(String fact) {
        keep(digest(fact));
    }

    private void keep(String digest) {
        digests.remove(digest);
        digests.add(digest);
        if (digests.size() > MOST) {
            digests.remove(digests.getFirst());
        }
    }

    private static String digest(String fact) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(fact.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
