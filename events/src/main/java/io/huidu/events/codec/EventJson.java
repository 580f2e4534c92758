package io.huidu.events.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Event;
import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.JudgePlan;
import io.huidu.events.Judgement;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import io.huidu.events.StratifyBy;
import io.huidu.limits.InputLimit;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of the data of events; the only place where Jackson is set up for it.
 *
 * <p>Instants and durations are ISO 8601, an empty {@code Optional} is left out, maps are sorted. What is read must be
 * complete and of the right JSON type: nothing is coerced, no number is infinite or NaN, no property is there twice.
 * Properties that this version doesn't know are ignored, so that later ones can be added; enum values that it doesn't
 * know are not, as acting on half an event is worse than not acting.
 *
 * <p>Thread-safe.
 */
public final class EventJson {

    private final JsonMapper mapper = mapper();

    /**
     * Writes the data of an event.
     *
     * @throws IllegalArgumentException when the event holds what JSON can't say
     */
    public byte[] write(Event event) {
        try {
            return mapper.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s: %s".formatted(event.type().type(), reason(e)), e);
        }
    }

    /**
     * Reads the data of an event.
     *
     * @throws UnreadableException when they aren't such an event's
     */
    public Event read(EventType type, byte[] json) throws UnreadableException {
        return switch (type) {
            case ANALYSIS_REQUESTED -> read(json, AnalysisRequested.class);
            case ANALYSIS_PROMOTE, ANALYSIS_ROLLBACK, ANALYSIS_PROGRESSED ->
                new AnalysisJudged(type, read(json, Judgement.class));
            case RELEASE_STARTED,
                    RELEASE_STEP_ENTERED,
                    RELEASE_WEIGHT_SHIFTED,
                    RELEASE_HELD,
                    RELEASE_PAUSED,
                    RELEASE_RESUMED,
                    RELEASE_PROMOTED,
                    RELEASE_ROLLED_BACK,
                    RELEASE_ABORTED -> new ReleaseChanged(type, read(json, ReleaseState.class));
            case COMMAND_REFUSED -> read(json, CommandRefused.class);
            case COMMAND_RELEASE,
                    COMMAND_PAUSE,
                    COMMAND_RESUME,
                    COMMAND_PROMOTE,
                    COMMAND_ROLLBACK,
                    COMMAND_RETRY,
                    COMMAND_APPROVE,
                    COMMAND_SKIP,
                    COMMAND_JUMP,
                    COMMAND_SET_WEIGHT,
                    COMMAND_FREEZE -> command(type, json);
        };
    }

    private Command command(EventType type, byte[] json) throws UnreadableException {
        CommandData data = read(json, CommandData.class);
        try {
            return data.as(type);
        } catch (IllegalArgumentException e) {
            throw UnreadableException.of("data", e);
        }
    }

    private <T> T read(byte[] json, Class<T> type) throws UnreadableException {
        try {
            @Nullable T value = mapper.readValue(json, type);
            if (value == null) {
                throw new UnreadableException("data: got null, expected a JSON object");
            }
            return value;
        } catch (IOException e) {
            throw new UnreadableException(reason(e));
        }
    }

    /** Path and problem, without Jackson's references to classes and source. */
    private static String reason(IOException e) {
        Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
        String message = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
        return path(e) + ": " + message;
    }

    private static String path(IOException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "data";
        }
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining("", "data", ""));
    }

    /** The one coercion that {@link MapperFeature#ALLOW_COERCION_OF_SCALARS} doesn't govern: numbers as texts. */
    private static void refuseNumbers(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new StrictScalars())
                .annotationIntrospector(new RequiredUnlessOptional())
                // What was written before there was a choice names no judge, no labels, no share and nothing shown
                .injectableValues(new InjectableValues.Std()
                        .addValue(JudgePlan.class, JudgePlan.SEQUENTIAL)
                        .addValue(StratifyBy.class, StratifyBy.NOTHING)
                        .addValue(AnalysisPlan.NOTHING_SHOWN, List.of())
                        .addValue(Exposure.Share.class, Exposure.Share.BY_WEIGHT))
                // isReached() and the like are questions, not data
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, EventJson::refuseNumbers)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        JsonMapper mapper = builder.build();
        mapper.getFactory().setStreamReadConstraints(InputLimit.EVENT.constraints());
        return mapper;
    }
}
