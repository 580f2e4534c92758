@NullMarked
package io.huidu.events;

import org.jspecify.annotations.NullMarked;
