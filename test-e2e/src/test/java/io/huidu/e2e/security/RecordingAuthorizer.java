package io.huidu.e2e.security;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.jspecify.annotations.Nullable;

/** The brokers' own authorizer, which tells what it was asked. Made by the broker, by its name. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    /** {@code User:huidu-shifter READ TOPIC huidu.events ALLOWED}. */
    static final Set<String> ANSWERS = ConcurrentHashMap.newKeySet();

    private static volatile @Nullable RecordingAuthorizer latest;

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        latest = this;
    }

    /** What the authorizer says now of what somebody might do; nothing is recorded. */
    static AuthorizationResult answer(AuthorizableRequestContext context, Action action) {
        return Objects.requireNonNull(latest).answers(context, List.of(action)).getFirst();
    }

    private List<AuthorizationResult> answers(AuthorizableRequestContext context, List<Action> actions) {
        return super.authorize(context, actions);
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = answers(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            ANSWERS.add("%s %s %s %s %s"
                    .formatted(
                            context.principal(),
                            action.operation(),
                            action.resourcePattern().resourceType(),
                            action.resourcePattern().name(),
                            results.get(i)));
        }
        return results;
    }
}
