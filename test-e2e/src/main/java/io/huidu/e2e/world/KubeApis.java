package io.huidu.e2e.world;

import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the best Kubernetes API that is to be had. */
public final class KubeApis {

    private static final Logger LOG = LoggerFactory.getLogger(KubeApis.class);

    private KubeApis() {}

    /**
     * The cluster that {@code HUIDU_KUBECONFIG} names; else a real API server of the world's own where its binaries are
     * found; else the mock.
     *
     * @param directory for its files; the caller deletes it
     */
    public static KubeApi best(Path directory) {
        KubeApi api = choose(directory, System.getenv());
        LOG.info(
                "kubernetes: {} at {}",
                api.getClass().getSimpleName(),
                api.client().getMasterUrl());
        return api;
    }

    /** Whether {@link #real} has its binaries. */
    public static boolean hasReal() {
        return KubeAssets.find(System.getenv()).isPresent();
    }

    /**
     * A real API server of the caller's own.
     *
     * @param directory for its files; the caller deletes it
     * @throws IllegalStateException where its binaries aren't found
     */
    public static KubeApi real(Path directory) {
        return KubeAssets.find(System.getenv())
                .map(assets -> ApiServer.start(assets, directory))
                .orElseThrow(() -> new IllegalStateException(
                        "kube-apiserver, etcd: not found, expected what test-e2e/bin/kube-assets makes"));
    }

    private static KubeApi choose(Path directory, Map<String, String> environment) {
        String given = environment.getOrDefault("HUIDU_KUBECONFIG", "");
        if (!given.isBlank()) {
            return new GivenKubeApi(Path.of(given), directory);
        }
        return KubeAssets.find(environment)
                .<KubeApi>map(assets -> ApiServer.start(assets, directory))
                .orElseGet(() -> MockKubeApi.start(directory));
    }
}
