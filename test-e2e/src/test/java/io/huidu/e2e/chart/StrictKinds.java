package io.huidu.e2e.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Reads objects as Kubernetes' own types, and refuses every field that they don't have. */
final class StrictKinds {

    private static final KubernetesSerialization KINDS = new KubernetesSerialization();
    private static final ObjectMapper STRICT = new ObjectMapper(new YAMLFactory())
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false; // fabric8's types keep there what they don't know
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private StrictKinds() {}

    /**
     * Reads a document.
     *
     * @throws JsonProcessingException when a field is unknown, or of another type
     */
    static HasMetadata read(String yaml) throws JsonProcessingException {
        HasMetadata lenient = KINDS.unmarshal(yaml);
        return STRICT.readValue(yaml, lenient.getClass());
    }
}
