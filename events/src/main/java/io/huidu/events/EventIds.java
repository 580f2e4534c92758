package io.huidu.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The rules by which events get their {@code id}. CloudEvents asks that {@code source} and {@code id} together name an
 * event, so a fact that is told twice, after a restart for instance, must get the same id both times. That is why no
 * id is random, and none depends on when it was sent.
 *
 * <table>
 *   <caption>What an id is made of</caption>
 *   <tr><td>request</td><td>{@code <requestId>/requested/<content>}: a request that is refined, say by a later
 *       warm-up, is another fact</td></tr>
 *   <tr><td>judgement</td><td>{@code <requestId>/<kind>/<end of the window>}</td></tr>
 *   <tr><td>release change</td><td>{@code <releaseId>/<fact>}, a fact being {@code started}, {@code step/<n>/entered},
 *       {@code step/<n>.<revision>/to/<weight>}, {@code held/<n>/<reason>/<millis>}, {@code back}, {@code promoted} and
 *       so on: it names what stands in the resource's status, so it survives a restart</td></tr>
 *   <tr><td>command</td><td>{@code <namespace/name>/<kind>/<when>/<content>}</td></tr>
 *   <tr><td>refusal</td><td>{@code <namespace/name>/refused/<content>}, of which command, and in one word why</td></tr>
 * </table>
 */
public final class EventIds {

    private static final int CONTENT_BYTES = 8;

    private EventIds() {}

    public static String of(AnalysisRequested request) {
        return "%s/%s/%s".formatted(request.requestId(), kind(request), content(request));
    }

    public static String of(AnalysisJudged judged) {
        Judgement judgement = judged.judgement();
        return "%s/%s/%s".formatted(judgement.requestId(), kind(judged), judgement.windowEnd());
    }

    /**
     * The id of a change.
     *
     * @param fact what tells it from every other change of this release
     */
    public static String ofChange(String releaseId, String fact) {
        return releaseId + "/" + fact;
    }

    /** The id of {@link EventType#RELEASE_STEP_ENTERED}, which is what a request for analysis comes from. */
    public static String ofStepEntered(String releaseId, int step) {
        return ofChange(releaseId, "step/" + step + "/entered");
    }

    /**
     * The id of a command.
     *
     * @param askedAt when it was asked; asking again later is another fact
     */
    public static String of(Command command, Instant askedAt) {
        return "%s/%s/%s/%s".formatted(command.release(), kind(command), askedAt, content(command));
    }

    public static String of(CommandRefused refused) {
        return "%s/%s/%s"
                .formatted(
                        refused.release(),
                        kind(refused),
                        digest(refused.commandId() + ' ' + refused.command() + ' ' + refused.refusal()));
    }

    /** {@code weight-shifted} of {@code io.huidu.release.weight-shifted.v1}. */
    private static String kind(Event event) {
        String[] parts = event.type().type().split("\\.", -1);
        return parts[parts.length - 2];
    }

    /** A digest of all components; their text is the same in every process, as maps among them are sorted. */
    private static String content(Event event) {
        return digest(event.toString());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, CONTENT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
