package io.huidu.e2e.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings the objects of manifests into a cluster. */
public final class Manifests {

    /** A namespace with a service in two versions. What leads users to them is a {@link Router}'s. */
    public static final String SHOP = "/world/shop.yaml";

    /** Huidu's namespace, service accounts and rights, as the chart gives them. */
    public static final String RIGHTS = "/world/rights.yaml";

    /** Istio's VirtualService, without a schema. */
    public static final String VIRTUAL_SERVICE = "/world/virtualservice-crd.yaml";

    /** Istio's DestinationRule, without a schema. */
    public static final String DESTINATION_RULE = "/world/destinationrule-crd.yaml";

    /** The Gateway API's HTTPRoute, without a schema. */
    public static final String HTTP_ROUTE = "/world/httproute-crd.yaml";

    /** The Gateway API's GRPCRoute, without a schema. */
    public static final String GRPC_ROUTE = "/world/grpcroute-crd.yaml";

    private Manifests() {}

    /** Creates what a resource of this class path lists, or updates what is there. */
    public static void applyResource(KubeApi api, String resource) {
        try (InputStream yaml = Objects.requireNonNull(Manifests.class.getResourceAsStream(resource), resource)) {
            apply(api, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + ": could not be read", e);
        }
    }

    /** Creates what a file lists, or updates what is there. */
    public static void applyFile(KubeApi api, Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            apply(api, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": could not be read", e);
        }
    }

    private static void apply(KubeApi api, InputStream yaml) {
        for (HasMetadata object : api.client().load(yaml).items()) {
            var resource = api.client().resource(object);
            if (!api.isReal()) {
                resource.create(); // the mock has no apply, and starts empty
            } else if (resource.forceConflicts().serverSideApply() instanceof CustomResourceDefinition definition) {
                awaitServed(api, definition);
            }
        }
    }

    /** A custom resource can't be created before its definition is served. */
    private static void awaitServed(KubeApi api, CustomResourceDefinition definition) {
        api.client().resource(definition).waitUntilCondition(Manifests::isServed, 30, TimeUnit.SECONDS);
    }

    /** Right after its creation it has no status, and then one without conditions. */
    private static boolean isServed(@Nullable CustomResourceDefinition definition) {
        return Optional.ofNullable(definition)
                .map(CustomResourceDefinition::getStatus)
                .map(CustomResourceDefinitionStatus::getConditions)
                .filter(conditions -> conditions.stream()
                        .anyMatch(c -> c.getType().equals("Established")
                                && c.getStatus().equals("True")))
                .isPresent();
    }
}
