package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.huidu.shifter.rollout.Reference;
import io.huidu.shifter.rollout.Reference.Kind;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ConfigMaps and Secrets that pods take variables and files from. What the kubelet uses to pull images isn't among them. */
final class References {

    private References() {}

    static Set<Reference> of(PodSpec pod) {
        return Stream.concat(
                        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                                .flatMap(References::of),
                        pod.getVolumes().stream().flatMap(References::of))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Reference> of(Container container) {
        return Stream.concat(
                container.getEnv().stream()
                        .map(variable -> variable.getValueFrom())
                        .filter(Objects::nonNull)
                        .flatMap(References::of),
                container.getEnvFrom().stream().flatMap(References::of));
    }

    private static Stream<Reference> of(EnvVarSource source) {
        return both(
                name(source.getConfigMapKeyRef(), ConfigMapKeySelector::getName),
                name(source.getSecretKeyRef(), SecretKeySelector::getName));
    }

    private static Stream<Reference> of(EnvFromSource source) {
        return both(
                name(source.getConfigMapRef(), ConfigMapEnvSource::getName),
                name(source.getSecretRef(), SecretEnvSource::getName));
    }

    private static Stream<Reference> of(Volume volume) {
        ProjectedVolumeSource projected = volume.getProjected();
        return Stream.concat(
                both(
                        name(volume.getConfigMap(), ConfigMapVolumeSource::getName),
                        name(volume.getSecret(), SecretVolumeSource::getSecretName)),
                projected == null
                        ? Stream.empty()
                        : projected.getSources().stream().flatMap(References::of));
    }

    private static Stream<Reference> of(VolumeProjection source) {
        return both(
                name(source.getConfigMap(), ConfigMapProjection::getName),
                name(source.getSecret(), SecretProjection::getName));
    }

    private static Stream<Reference> both(Stream<String> configMap, Stream<String> secret) {
        return Stream.concat(
                configMap.map(name -> new Reference(Kind.CONFIG_MAP, name)),
                secret.map(name -> new Reference(Kind.SECRET, name)));
    }

    private static <T> Stream<String> name(@Nullable T source, Function<T, @Nullable String> name) {
        return source == null ? Stream.empty() : Stream.ofNullable(name.apply(source));
    }
}
