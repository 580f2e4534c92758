package io.huidu.shifter.cluster;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The API server: reads are fresh, and everything that Huidu writes goes through here.
 *
 * <p>Updates are whole objects with the {@code resourceVersion} that was read, so that one who read something older is
 * refused with 409. There is no server-side apply: the lists of routing objects are atomic for it, and it would take
 * them over. Answers of 429 and 5xx and broken connections are tried again by the client, as often as its configuration
 * says.
 *
 * <p>Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when the API server refuses or
 * doesn't answer.
 */
public final class Cluster {

    private final KubernetesClient client;

    public Cluster(KubernetesClient client) {
        this.client = client;
    }

    public <T extends HasMetadata> Optional<T> find(Class<T> type, String namespace, String name) {
        return Optional.ofNullable(
                client.resources(type).inNamespace(namespace).withName(name).get());
    }

    /** Finds an object of a kind without a Java type; empty also when the API server doesn't know the kind. */
    public Optional<GenericKubernetesResource> find(ResourceDefinitionContext kind, String namespace, String name) {
        return Optional.ofNullable(client.genericKubernetesResources(kind)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** Finds what a selector selects, as the API server's cache knows it: cheap, and older by moments. */
    public <T extends HasMetadata> List<T> selected(Class<T> type, String namespace, LabelSelector selector) {
        return client.resources(type)
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list(new ListOptionsBuilder().withResourceVersion("0").build())
                .getItems();
    }

    /** Whether the API server knows this kind. */
    public boolean serves(ResourceDefinitionContext kind) {
        APIResourceList known = client.getApiResources(kind.getGroup() + "/" + kind.getVersion());
        return known != null
                && known.getResources().stream()
                        .anyMatch(resource -> resource.getName().equals(kind.getPlural()));
    }

    /** Has a review answered, which nothing is kept of. */
    public <T extends HasMetadata> T ask(T review) {
        return client.resource(review).create();
    }

    public void create(HasMetadata object) {
        client.resource(object).create();
    }

    public void update(HasMetadata object) {
        client.resource(object).update();
    }

    public void update(ResourceDefinitionContext kind, GenericKubernetesResource object) {
        client.genericKubernetesResources(kind)
                .inNamespace(object.getMetadata().getNamespace())
                .resource(object)
                .update();
    }

    /** Changes some fields by a JSON merge patch, if the object is still at this {@code resourceVersion}. */
    public void merge(HasMetadata object, String patch) {
        client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    /**
     * Everything of a kind, as the API server's cache knows it.
     *
     * @param namespaces where; empty for everywhere
     */
    public <T extends HasMetadata> List<T> all(Class<T> type, Set<String> namespaces) {
        var everywhere = client.resources(type);
        ListOptions cached = new ListOptionsBuilder().withResourceVersion("0").build();
        return namespaces.isEmpty()
                ? everywhere.inAnyNamespace().list(cached).getItems()
                : namespaces.stream()
                        .flatMap(namespace -> everywhere.inNamespace(namespace).list(cached).getItems().stream())
                        .toList();
    }

    /** Writes the status alone, and all of it. */
    public void updateStatus(HasMetadata object) {
        client.resource(object).updateStatus();
    }

    public void delete(HasMetadata object) {
        client.resource(object).delete();
    }
}
