@NullMarked
package io.huidu.events.cdevents;

import org.jspecify.annotations.NullMarked;
