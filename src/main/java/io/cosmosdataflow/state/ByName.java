package io.cosmosdataflow.state;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Calls by name, for file systems of Hadoop that a cluster may have and the build has not, and for the clients in them.
 */
final class ByName {

    private ByName() {}

    /**
     * Whether an object is of a class with this name or of a subclass of it. Vendors put the class into a package of
     * theirs, before its own: {@code shaded.databricks.org.apache.hadoop...}.
     */
    static boolean isA(Object object, String name) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(name) || type.getName().endsWith("." + name)) {
                return true;
            }
        }
        return false;
    }

    /** The public method of this name that takes the arguments; of a class, a static one. */
    static Object call(Object target, String name, Object... arguments) throws IOException {
        Class<?> type = target instanceof Class<?> itself ? itself : target.getClass();
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && takes(each.getParameterTypes(), arguments))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "this release of the file system's library has no method " + type.getName() + "." + name));
        try {
            // Public methods of classes that are not
            method.setAccessible(true);
            return method.invoke(target instanceof Class<?> ? null : target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            throw new IOException("a method of the file system's library cannot be called: " + name, e);
        }
    }

    private static boolean takes(Class<?>[] parameters, Object[] arguments) {
        if (parameters.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            boolean fits = arguments[i] == null
                    ? !parameters[i].isPrimitive()
                    : parameters[i].isInstance(arguments[i])
                            || parameters[i] == int.class && arguments[i] instanceof Integer
                            || parameters[i] == long.class && arguments[i] instanceof Long;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    static Object field(Object target, String name) throws IOException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field.get(target);
            } catch (NoSuchFieldException e) {
                continue;
            } catch (IllegalAccessException | RuntimeException e) {
                throw new IOException("a field of the file system's library cannot be read: " + name, e);
            }
        }
        throw new IOException("this release of the file system's library has no field "
                + target.getClass().getName() + "." + name);
    }

    /** The HTTP status that an exception of a store's client tells, somewhere in the chain; 0 if none does. */
    static int status(Throwable failure, String exception, String method) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (isA(each, exception)) {
                try {
                    return (Integer) call(each, method);
                } catch (IOException e) {
                    return 0;
                }
            }
        }
        return 0;
    }
}
