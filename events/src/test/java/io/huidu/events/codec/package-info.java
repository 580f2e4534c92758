@NullMarked
package io.huidu.events.codec;

import org.jspecify.annotations.NullMarked;
