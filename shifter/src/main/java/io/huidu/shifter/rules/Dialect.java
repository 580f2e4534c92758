package io.huidu.shifter.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.List;
import java.util.Optional;

/** How one kind of routing object writes its rules. Methods that change a tree change the one that they are given. */
public interface Dialect {

    /** The kind's versions, the one that is asked first being first. They are the same object in different clothes. */
    List<ResourceDefinitionContext> kinds();

    Ability ability();

    List<RuleList> lists();

    /** Whether {@code destination}, of a rule's list, is that of {@code version}. */
    boolean leadsTo(JsonNode destination, Backend version, String namespace);

    /** Turns a destination that leads to {@code from} into one that leads to {@code to}. */
    void lead(ObjectNode destination, Backend from, Backend to);

    /** What a destination weighs that doesn't say so, beside others. */
    long defaultWeight();

    /** Gives the one destination of a rule of Huidu's own its weight, which says whose the rule is where it can. */
    void mark(ObjectNode destination);

    /** Whether a destination says that its rule is one of Huidu's own; where names say that, none does. */
    boolean isMarked(JsonNode destination);

    /** Which part of its requests a rule copies to {@code version}. */
    Weight mirror(ObjectNode rule, Backend version, String namespace);

    /** Makes a rule copy this part of its requests to a destination of its list, besides what it copies to others. */
    void addMirror(ObjectNode rule, ObjectNode destination, Weight share);

    /** Makes a rule copy nothing to {@code version}. */
    void removeMirror(ObjectNode rule, Backend version, String namespace);

    /** The fields of a rule that hold its copies. */
    List<String> mirrorFields();

    /**
     * Makes a destination give a cookie with its answers.
     *
     * @param cookie the value of {@code Set-Cookie}
     * @throws InexpressibleException when the destination gives another one already
     */
    void addCookie(ObjectNode destination, String cookie);

    boolean givesCookie(JsonNode destination, String cookie);

    /** Makes a destination no longer give this cookie. */
    void removeCookie(ObjectNode destination, String cookie);

    /**
     * Matches of the requests that a rule matches and that one of {@code asked} knows; empty when there can't be any.
     *
     * @param matches of the rule; missing where it has none, and matches everything
     * @throws InexpressibleException when that can't be said in one match
     */
    ArrayNode narrowed(JsonNode matches, List<Match> asked);

    /** What is wrong with the rules that are between the two versions. */
    Optional<String> problem(List<JsonNode> destinations, Split split);

    /** What to write so that there are such rules. */
    String expected(Split split);
}
