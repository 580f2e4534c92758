package io.huidu.shifter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Optional;

/** Objects without what an API server says of each write, so that two of equal content are equal. */
final class Content {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Content() {}

    static Optional<JsonNode> of(Resource<? extends HasMetadata> resource) {
        return Optional.ofNullable(resource.get()).map(Content::of);
    }

    private static JsonNode of(HasMetadata object) {
        JsonNode json = JSON.valueToTree(object);
        if (json.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("resourceVersion", "generation", "managedFields", "uid", "creationTimestamp"));
            if (metadata.path("annotations").isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return json;
    }
}
