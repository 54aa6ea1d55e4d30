package io.pastelli.testkit.tck;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@link Only} from a contract, its method and the arguments of one case. */
final class Applicability {
    private Applicability() {}

    /** Returns why a case makes no sense on this protocol, empty when it does. */
    static Optional<String> whyNot(Method method, List<Object> arguments, Protocol protocol) {
        Stream<Only> ofArguments = arguments.stream().filter(Enum.class::isInstance).map(Enum.class::cast)
                .map(Applicability::of).flatMap(Optional::stream);
        Stream<Only> ofMethod = Stream.of(method.getDeclaringClass(), method)
                .map(element -> element.getAnnotation(Only.class)).filter(java.util.Objects::nonNull);
        return Stream.concat(ofMethod, ofArguments).filter(only -> !only.on().has(protocol)).map(Only::why)
                .findFirst();
    }

    private static Optional<Only> of(Enum<?> constant) {
        try {
            return Optional.ofNullable(
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(Only.class));
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
