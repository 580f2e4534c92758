package io.huidu.shifter.push;

import io.huidu.shifter.image.ImageName;
import java.time.Instant;

/**
 * An image that was pushed.
 *
 * @param image with its tag
 * @param by who pushed it, as the registry says
 * @param at when, as the registry says
 */
record Push(ImageName image, String by, Instant at) {}
