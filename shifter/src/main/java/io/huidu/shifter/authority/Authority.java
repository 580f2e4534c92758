package io.huidu.shifter.authority;

import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.Refusal;
import io.huidu.events.Seal;
import io.huidu.events.signing.SignatureResult;
import java.util.Optional;

/**
 * Decides who may do what where. A command that carries a signature is done only when the signature is right, wherever
 * it is for; one that carries none, only where that is allowed. Pure, but for the arithmetic of signatures.
 *
 * @param actors who may sign
 * @param audience the name of this installation, for which commands have to be signed
 * @param unsigned the namespaces in which commands are done that nobody signed
 */
public record Authority(Actors actors, String audience, Namespaces unsigned) {

    /** Rules on an event that brought a command. */
    public Ruling rule(Envelope envelope, Command command) {
        return envelope.seal().map(seal -> signed(envelope, command, seal)).orElseGet(() -> unsigned(command));
    }

    private Ruling unsigned(Command command) {
        return unsigned.contains(command.release().namespace())
                ? new Ruling.Granted(command, Optional.empty())
                : new Ruling.Refused(
                        Refusal.NOT_SIGNED,
                        Optional.empty(),
                        "signature: got none, expected one of an actor that is known here");
    }

    private Ruling signed(Envelope envelope, Command command, Seal seal) {
        Optional<String> key = actors.keys().keyOf(seal);
        if (key.isEmpty()) {
            return invalid("signature: expected a JWS whose kid is that of a key that is known here");
        }
        return switch (actors.keys().check(envelope, seal, key.get(), audience)) {
            case SignatureResult.Wrong(String why) -> invalid(why);
            case SignatureResult.Right right -> granted(command, actors.owner(key.get()), right);
        };
    }

    private static Ruling granted(Command command, Actor actor, SignatureResult.Right signature) {
        return actor.refusal(command.type(), command.release())
                .<Ruling>map(why -> new Ruling.Refused(Refusal.NOT_ALLOWED, Optional.of(actor.name()), why))
                .orElseGet(() -> new Ruling.Granted(by(actor, command), Optional.of(signature.until())));
    }

    /** Whom the signer names, it vouches for. */
    private static Command by(Actor actor, Command command) {
        String who = command.actor().equals(actor.name())
                ? actor.name()
                : "%s for %s".formatted(actor.name(), command.actor().replace(':', ' '));
        return new Command(
                command.type(),
                command.release(),
                who,
                command.reason(),
                command.desired(),
                command.image(),
                command.weight(),
                command.step());
    }

    private static Ruling invalid(String why) {
        return new Ruling.Refused(Refusal.SIGNATURE_INVALID, Optional.empty(), why);
    }
}
