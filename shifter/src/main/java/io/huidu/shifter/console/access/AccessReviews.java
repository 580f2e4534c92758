package io.huidu.shifter.console.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.huidu.shifter.cluster.Cluster;
import java.time.Duration;
import java.util.Map;

/**
 * What Kubernetes' authorizer says, by SubjectAccessReview. An answer counts for {@link #REMEMBERED}; so a right that was
 * taken away ends within that time.
 */
public final class AccessReviews implements Rights {

    /** How long an answer counts. */
    public static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final int MOST = 20_000;

    private final Cluster cluster;
    private final Cache<Map.Entry<Viewer, Right>, Boolean> answers =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    public AccessReviews(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public boolean may(Viewer viewer, Right right) {
        return answers.get(Map.entry(viewer, right), question -> ask(viewer, right));
    }

    private boolean ask(Viewer viewer, Right right) {
        SubjectAccessReview review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(viewer.name())
                .withUid(viewer.uid())
                .withGroups(viewer.groups())
                .withExtra(viewer.extra())
                .withNewResourceAttributes()
                .withVerb(right.verb())
                .withGroup(right.group())
                .withResource(right.resource())
                .withNamespace(right.namespace())
                .endResourceAttributes()
                .endSpec()
                .build();
        SubjectAccessReview answer = cluster.ask(review);
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }
}
