package io.huidu.shifter.route;

/**
 * Splits traffic between two versions by way of one kind of routing object.
 *
 * <p>A router touches only the fields that hold the split. It never decides: it is told a routing, and says what it
 * sees.
 */
public interface Router {

    /** What can be asked of {@link #apply}. */
    Ability ability();

    /** What the routing object says now, read afresh. Never throws for what the world does: see {@link Route}. */
    Route observe(Split split);

    /**
     * Asks for {@code routing} on the canary of {@code split} and the rest on its stable version. Idempotent: asking
     * for what is there writes nothing.
     *
     * @throws RouteException when the object can't be found, read or written, or can't express this; nothing is
     *     half-written then
     */
    void apply(Split split, Routing routing);

    /** Puts back what was found before the first {@link #apply}; does nothing where nothing was ever applied. */
    void release(Split split);
}
