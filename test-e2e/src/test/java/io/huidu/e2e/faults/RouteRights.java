package io.huidu.e2e.faults;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** The shifter's right to write Ingresses, taken away for a moment: a route can't be written, all else goes on. */
final class RouteRights {

    private static final String ROLE = "huidu-shifter";
    private static final List<String> READING = List.of("get", "list", "watch");

    private final KubernetesClient client;
    private final List<PolicyRule> given;

    RouteRights(KubernetesClient client) {
        this.client = client;
        this.given = client.rbac().clusterRoles().withName(ROLE).get().getRules();
    }

    void takeAway() {
        set(given.stream().map(RouteRights::onlyReading).toList());
    }

    void giveBack() {
        set(given);
    }

    private void set(List<PolicyRule> rules) {
        client.rbac()
                .clusterRoles()
                .withName(ROLE)
                .edit(role -> new ClusterRoleBuilder(role).withRules(rules).build());
    }

    private static PolicyRule onlyReading(PolicyRule rule) {
        return rule.getResources().contains("ingresses")
                ? new PolicyRuleBuilder(rule).withVerbs(READING).build()
                : rule;
    }
}
