package io.huidu.shifter.console.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.huidu.shifter.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose token it is, by TokenReview. An answer counts for {@link #REMEMBERED}; so a token that was taken back is worth
 * nothing after that time. Tokens themselves aren't kept, only digests.
 *
 * <p>Wrong tokens are asked about {@value #MOST_WRONG_OF_ADDRESS} times a minute for an address and {@value #MOST_WRONG}
 * times for all; tokens that were right within the hour are always asked about, so that who guesses keeps nobody out.
 */
public final class TokenReviews {

    /** How long an answer counts. */
    public static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final int MOST = 5_000;
    private static final int MOST_WRONG_OF_ADDRESS = 20;
    private static final int MOST_WRONG = 200;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final Cache<String, Answer> answers =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();
    private final Cache<String, Boolean> rightBefore = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofHours(1))
            .maximumSize(MOST)
            .build();
    private final Tries ofAddress = new Tries(MOST_WRONG_OF_ADDRESS, MINUTE);
    private final Tries ofAll = new Tries(MOST_WRONG, MINUTE);

    /** Whose it is. */
    public sealed interface Answer {

        /** His. */
        record Of(Viewer viewer) implements Answer {}

        /** Nobody's. */
        record Wrong() implements Answer {}

        /** Not asked, as too many were wrong. */
        record TooMany() implements Answer {}
    }

    public TokenReviews(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Whose it is.
     *
     * @param address from which it came
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when it can't be asked
     */
    public Answer whose(String token, String address) {
        String digest = digest(token);
        return Optional.ofNullable(answers.getIfPresent(digest)).orElseGet(() -> ask(token, digest, address));
    }

    private Answer ask(String token, String digest, String address) {
        if (rightBefore.getIfPresent(digest) == null && (ofAddress.isOver(address) || ofAll.isOver(""))) {
            return new Answer.TooMany();
        }
        Answer answer = review(token).<Answer>map(Answer.Of::new).orElseGet(Answer.Wrong::new);
        answers.put(digest, answer);
        if (answer instanceof Answer.Of) {
            rightBefore.put(digest, true);
        } else {
            rightBefore.invalidate(digest);
            ofAddress.count(address);
            ofAll.count("");
        }
        return answer;
    }

    private Optional<Viewer> review(String token) {
        TokenReview answer = cluster.ask(new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .endSpec()
                .build());
        return Optional.ofNullable(answer.getStatus())
                .filter(status -> Boolean.TRUE.equals(status.getAuthenticated()))
                .flatMap(status -> Optional.ofNullable(status.getUser()))
                .filter(user ->
                        user.getUsername() != null && !user.getUsername().isBlank())
                .map(TokenReviews::viewer);
    }

    private static Viewer viewer(UserInfo user) {
        return new Viewer(
                user.getUsername(),
                Optional.ofNullable(user.getUid()).orElse(""),
                Optional.ofNullable(user.getGroups()).orElse(List.of()),
                Optional.ofNullable(user.getExtra()).orElse(Map.of()));
    }

    private static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
