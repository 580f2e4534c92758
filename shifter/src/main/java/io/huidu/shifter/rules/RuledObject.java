package io.huidu.shifter.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.SessionCookie;
import io.huidu.shifter.route.Shares;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A routing object as it was read, with the rules in it that split between two versions. Everything that isn't Huidu's
 * is kept as it is, whether this code knows it or not.
 *
 * <p>Which rules are meant? The author shows it: those that name both versions, where there are any. A rule that names
 * only one of them beside such a rule is a pin (testers on the new version, a client that needs the old one) and stays
 * one. Where no rule names both, those that name the stable version are meant, and the canary is added to them; where
 * none names that either, those that name the canary.
 *
 * <p>Matches and sessions become rules of Huidu's own, each before the rule whose requests it takes. They are known by
 * their name or, where an older API drops it, by their mark.
 */
final class RuledObject {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN = "huidu-match-";

    private final GenericKubernetesResource object;
    private final Split split;
    private final Dialect dialect;
    private final Memory memory;
    private final ObjectNode spec;
    private final List<OwnRule> own = new ArrayList<>();
    private final List<Rule> ours;
    private final List<Rule> meant;

    /** A rule of Huidu's own: what of it matters. */
    private record OwnRule(JsonNode matches, JsonNode destinations) {}

    RuledObject(GenericKubernetesResource object, Split split, Dialect dialect) {
        this.object = object;
        this.split = split;
        this.dialect = dialect;
        this.memory = new Memory(object);
        this.spec = Optional.ofNullable(object.getAdditionalProperties().get("spec"))
                .map(value -> JSON.<JsonNode>valueToTree(value))
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .orElseGet(JSON::createObjectNode);
        this.ours = dialect.lists().stream()
                .flatMap(list -> read(list).stream())
                .filter(Rule::isOurs)
                .toList();
        this.meant = meant();
    }

    private List<Rule> read(RuleList list) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode node : spec.path(list.field())) {
            if (isOwn(node, list)) {
                own.add(new OwnRule(node.path(list.matches()), node.path(list.destinations())));
            } else if (node instanceof ObjectNode json) {
                String place = "%s[%d]".formatted(list.field(), rules.size());
                rules.add(new Rule(json.path("name").asText(place), json, list, split, dialect));
            }
        }
        return rules;
    }

    private boolean isOwn(JsonNode rule, RuleList list) {
        JsonNode destinations = rule.path(list.destinations());
        return rule.path("name").asText().startsWith(OWN)
                || (destinations.size() == 1 && dialect.isMarked(destinations.path(0)));
    }

    private List<Rule> meant() {
        return Stream.<List<Rule>>of(
                        ours.stream().filter(Rule::namesBoth).toList(),
                        ours.stream().filter(rule -> rule.names(split.stable())).toList(),
                        ours)
                .filter(rules -> !rules.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The rules that split; empty when none names either version alone or with the other. */
    List<Rule> rules() {
        return meant;
    }

    /** What the canary receives; empty when Huidu's own rules aren't as it wrote them. */
    Optional<Routing> routing() {
        Weight weight = Shares.together(meant.stream().map(Rule::canaryShare).toList());
        Routing plain = Routing.of(weight).mirroring(mirror());
        return own.isEmpty()
                ? Optional.of(plain)
                : Optional.of(memory.guiding(plain)).filter(this::isGuided);
    }

    private boolean isGuided(Routing routing) {
        return own.equals(ownRules(routing).stream().map(Added::asRead).toList())
                && routing.session().stream().allMatch(cookie -> requestRules().allMatch(rule -> rule.gives(cookie)));
    }

    boolean isAt(Routing routing) {
        return meant.stream().allMatch(rule -> rule.isAt(routing.weight()))
                && mirror().equals(routing.mirror())
                && (routing.ofCanary().isEmpty() ? isUnguided() : hasRulesFor(routing));
    }

    /** Asked only where there are to be such rules, so that nothing about them keeps a rollback from being written. */
    private boolean hasRulesFor(Routing routing) {
        return !own.isEmpty()
                && routing()
                        .filter(seen -> seen.matches().equals(routing.matches()))
                        .filter(seen -> seen.session().equals(routing.session()))
                        .isPresent();
    }

    private boolean isUnguided() {
        return own.isEmpty()
                && memory.sessionIfReadable().stream()
                        .noneMatch(cookie -> meant.stream().anyMatch(r -> r.givesAnyOf(cookie)));
    }

    private Weight mirror() {
        List<Weight> mirrors = requestRules().map(Rule::mirror).toList();
        return mirrors.isEmpty() ? Weight.ZERO : Shares.together(mirrors);
    }

    /** Asks for this, and remembers what was there unless that is remembered already. */
    GenericKubernetesResource with(Routing routing) {
        ObjectNode found = memory.foundIfReadable();
        memory.sessionIfReadable().ifPresent(before -> meant.forEach(rule -> rule.take(before)));
        meant.forEach(rule -> set(rule, routing, found.withObjectProperty(rule.key())));
        insert(ownRules(routing));
        routing.session().ifPresent(cookie -> requestRules().forEach(rule -> rule.give(cookie)));
        memory.write(found, routing);
        return written();
    }

    boolean remembers() {
        return !memory.isEmpty() || !own.isEmpty();
    }

    /** Puts back what is remembered, and forgets it. */
    GenericKubernetesResource restored() {
        ObjectNode found = memory.found();
        memory.session().ifPresent(cookie -> ours.forEach(rule -> rule.take(cookie)));
        ours.stream().filter(rule -> found.has(rule.key())).forEach(rule -> restore(rule, found.get(rule.key())));
        insert(List.of());
        memory.forget();
        return written();
    }

    private static void restore(Rule rule, JsonNode found) {
        rule.restoreWeights(found.path("weights"));
        if (found.get("mirror") instanceof ObjectNode mirror && rule.mirrorsToOthersAs(mirror)) {
            rule.restoreMirror(mirror);
        } else {
            rule.removeMirrors();
        }
    }

    private static void set(Rule rule, Routing routing, ObjectNode found) {
        if (!found.has("weights")) {
            found.set("weights", rule.weights());
        }
        rule.set(routing.weight());
        if (rule.isOfRequests()) {
            setMirror(rule, routing.mirror(), found);
        }
    }

    /** Where there are no copies any more, the fields are again as they were found, if they led to neither version. */
    private static void setMirror(Rule rule, Weight mirror, ObjectNode found) {
        boolean starts = mirror.isAbove(Weight.ZERO) || rule.mirrorsToEither();
        if (starts && !found.has("mirror")) {
            found.set("mirror", rule.mirrorFields());
        }
        rule.setMirror(mirror);
        if (!mirror.isAbove(Weight.ZERO)
                && found.get("mirror") instanceof ObjectNode fields
                && !rule.mirrorsToEither(fields)) {
            if (rule.mirrorsToOthersAs(fields)) {
                rule.restoreMirror(fields);
            }
            found.remove("mirror");
        }
    }

    /** A rule to be added before {@code before}. */
    private record Added(Rule before, ObjectNode json) {

        JsonNode matches() {
            return json.path(before.list().matches());
        }

        OwnRule asRead() {
            return new OwnRule(matches(), json.path(before.list().destinations()));
        }
    }

    private List<Added> ownRules(Routing routing) {
        List<Added> added = new ArrayList<>();
        requestRules().forEach(rule -> {
            addOwn(added, rule, split.canary(), routing.ofCanary(), routing.session());
            addOwn(added, rule, split.stable(), routing.ofStable(), routing.session());
        });
        return added;
    }

    private void addOwn(
            List<Added> added, Rule rule, Backend version, List<Match> asked, Optional<SessionCookie> cookie) {
        ArrayNode matches = dialect.narrowed(rule.matches(), asked);
        if (!matches.isEmpty()) {
            added.add(new Added(rule, rule.leadingTo(version, OWN + added.size(), matches, cookie)));
        }
    }

    /** Two rules may be equal, so each is known by being itself. */
    private void insert(List<Added> added) {
        IdentityHashMap<JsonNode, List<ObjectNode>> first = new IdentityHashMap<>();
        added.forEach(one -> first.computeIfAbsent(one.before().json(), before -> new ArrayList<>())
                .add(one.json()));
        for (RuleList list : dialect.lists()) {
            if (spec.get(list.field()) instanceof ArrayNode rules) {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                rules.forEach(rule -> {
                    all.addAll(first.getOrDefault(rule, List.of()));
                    if (!isOwn(rule, list)) {
                        all.add(rule);
                    }
                });
                spec.set(list.field(), all);
            }
        }
    }

    private Stream<Rule> requestRules() {
        return meant.stream().filter(Rule::isOfRequests);
    }

    private GenericKubernetesResource written() {
        object.setAdditionalProperty("spec", spec);
        return object;
    }
}
