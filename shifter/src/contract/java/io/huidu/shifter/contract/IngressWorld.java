package io.huidu.shifter.contract;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.PatientRouter;
import io.huidu.shifter.nginx.NginxIngressRouter;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An Ingress of one host, on whatever API server there is. */
public final class IngressWorld implements RouterContract.World {

    private final KubernetesClient host;
    private final Router router;
    private final Split split;

    /**
     * @param host the host's client
     * @param huidu the client of the router
     */
    public IngressWorld(KubernetesClient host, KubernetesClient huidu, String namespace) {
        this.host = host;
        this.router = new PatientRouter(new NginxIngressRouter(new Cluster(huidu)));
        this.split = RouterContract.split(namespace);
    }

    @Override
    public Router router() {
        return router;
    }

    @Override
    public Split split() {
        return split;
    }

    @Override
    public void leadTo(Backend version) {
        create("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: servicea, annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: "7"}}
                spec:
                  ingressClassName: nginx
                  tls: [{hosts: [a.example.org], secretName: a}]
                  rules:
                    - host: a.example.org
                      http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: %s, port: {number: 80}}}}
                          - {path: /b, pathType: Exact, backend: {service: {name: serviceb, port: {name: http}}}}
                    - host: b.example.org
                      http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: serviceb, port: {name: http}}}}
                """.formatted(version.service()));
    }

    /** Creates an Ingress as the host wrote it. */
    public void create(String yaml) {
        host.resource(Serialization.unmarshal(yaml, Ingress.class))
                .inNamespace(split.namespace())
                .create();
    }

    @Override
    public Object written() {
        return List.of(Optional.ofNullable(main().get()), Optional.ofNullable(canary().get()));
    }

    @Override
    public Object content() {
        return List.of(Content.of(main()), Content.of(canary()));
    }

    @Override
    public void editAsHost() {
        main().edit(ingress -> new IngressBuilder(ingress)
                .editMetadata()
                .addToLabels("team", "shop")
                .endMetadata()
                .build());
        canary().edit(ingress -> new IngressBuilder(ingress)
                .editMetadata()
                .addToAnnotations("note", "by the host")
                .endMetadata()
                .build());
    }

    @Override
    public boolean keepsHostsEdit() {
        return "shop".equals(main().get().getMetadata().getLabels().get("team"))
                && "by the host"
                        .equals(canaryIngress().getMetadata().getAnnotations().get("note"));
    }

    public Ingress canaryIngress() {
        return Objects.requireNonNull(canary().get());
    }

    public Resource<Ingress> main() {
        return ingress("servicea");
    }

    public Resource<Ingress> canary() {
        return ingress("servicea-canary");
    }

    private Resource<Ingress> ingress(String name) {
        return host.resources(Ingress.class).inNamespace(split.namespace()).withName(name);
    }
}
