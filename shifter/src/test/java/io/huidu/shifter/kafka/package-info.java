@NullMarked
package io.huidu.shifter.kafka;

import org.jspecify.annotations.NullMarked;
