package io.huidu.e2e.security;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** The brokers' own authorizer, which tells what it was asked. Made by the broker, by its name. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    /** {@code User:huidu-shifter READ TOPIC huidu.events ALLOWED}. */
    static final Set<String> ANSWERS = ConcurrentHashMap.newKeySet();

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
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
