package io.huidu.e2e.world;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The binaries of a real API server, as {@code test-e2e/bin/kube-assets} leaves them. */
record KubeAssets(Path etcd, Path kubeApiserver) {

    /** Looks where {@code KUBEBUILDER_ASSETS} says, then in the cache; empty when neither has both binaries. */
    static Optional<KubeAssets> find(Map<String, String> environment) {
        return Stream.of(
                        Optional.ofNullable(environment.get("KUBEBUILDER_ASSETS"))
                                .map(Path::of),
                        cache(environment))
                .flatMap(Optional::stream)
                .map(folder -> new KubeAssets(folder.resolve("etcd"), folder.resolve("kube-apiserver")))
                .filter(assets ->
                        List.of(assets.etcd, assets.kubeApiserver).stream().allMatch(Files::isExecutable))
                .findFirst();
    }

    private static Optional<Path> cache(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("HOME")).map(home -> Path.of(home, ".cache")))
                .map(folder -> folder.resolve("huidu").resolve("kube"));
    }
}
