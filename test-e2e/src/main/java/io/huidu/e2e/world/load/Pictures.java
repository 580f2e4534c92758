package io.huidu.e2e.world.load;

import java.util.Arrays;

/** The two pictures, byte by byte: an answer is what it shows, not what its headers say. */
public final class Pictures {

    private final byte[] a;
    private final byte[] b;

    public Pictures(byte[] a, byte[] b) {
        this.a = a.clone();
        this.b = b.clone();
        if (Arrays.equals(a, b)) {
            throw new IllegalArgumentException("pictures: got the same twice, expected two that differ");
        }
    }

    /** A failure shows no picture, and is told apart by the header of the version that sent it. */
    Sighting recognise(Answer answer) {
        if (answer.status() == 200 && Arrays.equals(answer.body(), a)) {
            return Sighting.A;
        }
        if (answer.status() == 200 && Arrays.equals(answer.body(), b)) {
            return Sighting.B;
        }
        return switch (answer.version()) {
            case "v1" -> Sighting.FAILED_A;
            case "v2" -> Sighting.FAILED_B;
            default -> Sighting.FAILED_ELSEWHERE;
        };
    }
}
