package io.huidu.consumers.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Template;
import io.huidu.consumers.notify.channel.JsonCalls.NotDoneException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * GitHub's deployments: one for each release, with a status for its beginning and its end. The deployment is found by
 * its {@code task}, which names the release, so that nothing has to be remembered here, and a release that is told of
 * twice is one deployment.
 *
 * @param url where the API is
 * @param repository {@code owner/name}
 * @param token a file with a token that may write deployments
 * @param ref gives the branch, tag or commit that is deployed
 */
public record GitHubChannel(Web web, URI url, String repository, SecretFile token, Template ref, String environment)
        implements Channel {

    private static final int LONGEST_DESCRIPTION = 140;

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.STARTED, Kind.PROMOTED, Kind.ROLLED_BACK, Kind.ABORTED);
    }

    @Override
    public Outcome send(News news) throws InterruptedException {
        return JsonCalls.outcome(() -> {
            JsonCalls calls = JsonCalls.withToken(
                    web, token, Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28"));
            JsonNode found =
                    calls.get(api("?per_page=1&task=" + URLEncoder.encode(task(news), StandardCharsets.UTF_8)));
            JsonNode deployment = found.path(0).isMissingNode() ? create(calls, news) : found.path(0);
            calls.call("POST", api("/" + deployment.path("id").asLong() + "/statuses"), status(news));
        });
    }

    private JsonNode create(JsonCalls calls, News news) throws NotDoneException, InterruptedException {
        String commit = ref.of(news.changed());
        if (commit.isEmpty()) {
            throw new NotDoneException(
                    new Outcome.Refused("ref: got nothing for image '%s', expected a branch, tag or commit"
                            .formatted(news.changed().state().image().orElse("none"))));
        }
        ObjectNode body = JsonCalls.JSON.createObjectNode();
        body.put("ref", commit)
                .put("task", task(news))
                .put("environment", environment)
                .put("description", shortened(news.message().title()))
                // It is deployed already: nothing is merged into it, and no check is waited for.
                .put("auto_merge", false)
                .putArray("required_contexts");
        return calls.call("POST", api(""), body);
    }

    private ObjectNode status(News news) {
        String state = switch (news.message().kind()) {
            case PROMOTED -> "success";
            case ROLLED_BACK -> "failure";
            case ABORTED -> "inactive";
            case STARTED, STEP_ENTERED, WEIGHT_SHIFTED, HELD, PAUSED, RESUMED -> "in_progress";
        };
        return JsonCalls.JSON
                .createObjectNode()
                .put("state", state)
                .put("environment", environment)
                .put("description", shortened(news.message().title()));
    }

    private URI api(String rest) {
        return URI.create(
                "%s/repos/%s/deployments%s".formatted(url.toString().replaceAll("/+$", ""), repository, rest));
    }

    private static String task(News news) {
        return "huidu:" + news.changed().state().releaseId();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION - 1) + "…";
    }
}
