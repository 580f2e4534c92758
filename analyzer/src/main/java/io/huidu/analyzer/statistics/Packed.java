package io.huidu.analyzer.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers, and a few texts, one after the other: what is known of something while nobody asks. They are read in the order
 * in which they were added. All of them are in one array that is written over, so that a state that is made anew again and
 * again leaves nothing behind. Not safe for use by several threads.
 */
public final class Packed {

    /** There are as many of these as releases: what grows seldom had better waste little. */
    private static final int SMALL_PART = 32;

    private static final int FEW = 64;

    private int[] words = new int[0];
    private final List<String> texts = new ArrayList<>(0);
    private int at;
    private int textsRead;

    /** Forgets everything. */
    public void clear() {
        at = 0;
        texts.clear();
    }

    /** Reads from the first number on. */
    public void rewind() {
        at = 0;
        textsRead = 0;
    }

    public void add(int number) {
        if (at == words.length) {
            words = Arrays.copyOf(words, at + at / SMALL_PART + FEW);
        }
        words[at++] = number;
    }

    public int nextInt() {
        return words[at++];
    }

    public void add(long number) {
        add((int) (number >>> Integer.SIZE));
        add((int) number);
    }

    public long nextLong() {
        long high = nextInt();
        return high << Integer.SIZE | Integer.toUnsignedLong(nextInt());
    }

    public void add(double number) {
        add(Double.doubleToRawLongBits(number));
    }

    public double nextDouble() {
        return Double.longBitsToDouble(nextLong());
    }

    public void add(boolean yes) {
        add(yes ? 1 : 0);
    }

    public boolean nextBoolean() {
        return nextInt() == 1;
    }

    public void add(String text) {
        texts.add(text);
    }

    public String nextText() {
        return texts.get(textsRead++);
    }

    void add(float[] numbers) {
        add(numbers.length);
        for (float number : numbers) {
            add(Float.floatToRawIntBits(number));
        }
    }

    float[] nextFloats() {
        float[] numbers = new float[nextInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.intBitsToFloat(nextInt());
        }
        return numbers;
    }

    void add(double[] numbers) {
        add(numbers.length);
        for (double number : numbers) {
            add(number);
        }
    }

    double[] nextDoubles() {
        double[] numbers = new double[nextInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = nextDouble();
        }
        return numbers;
    }

    /** Two in an int. */
    void add(char[] numbers) {
        add(numbers.length);
        for (int i = 0; i < numbers.length; i += 2) {
            int second = i + 1 < numbers.length ? numbers[i + 1] : 0;
            add(numbers[i] << Character.SIZE | second);
        }
    }

    char[] nextChars() {
        char[] numbers = new char[nextInt()];
        for (int i = 0; i < numbers.length; i += 2) {
            int both = nextInt();
            numbers[i] = (char) (both >>> Character.SIZE);
            if (i + 1 < numbers.length) {
                numbers[i + 1] = (char) both;
            }
        }
        return numbers;
    }
}
