package io.huidu.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;

/** Somebody who works at the shop. */
final class ShopAccount {

    private ShopAccount() {}

    /** The token of a new account that may do this with the shop's releases. */
    static String token(RealCluster cluster, String name, List<String> verbs) {
        var client = cluster.host();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("shop")
                        .endMetadata()
                        .build())
                .create();
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("shop")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("huidu.io")
                        .withResources("canaryreleases")
                        .withVerbs(verbs)
                        .endRule()
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("shop")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                        .addNewSubject("", "ServiceAccount", name, "shop")
                        .build())
                .create();
        TokenRequest asked = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(3600L)
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace("shop")
                .withName(name)
                .tokenRequest(asked)
                .getStatus()
                .getToken();
    }
}
