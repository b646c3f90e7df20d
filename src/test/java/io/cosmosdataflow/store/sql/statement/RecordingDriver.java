package io.cosmosdataflow.store.sql.statement;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;

/** A server that notes what it is asked, answers with counts of changed rows, and fails where it is told to. */
public final class RecordingDriver implements Driver {

    /** Statements and values, in their order. */
    static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());
    /** What comes as the last result of a statement; null for nothing. */
    static volatile SQLException last;

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(RecordingDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public Connection connect(String url, Properties info) {
        return proxy(Connection.class, (self, method, arguments) -> {
            if (method.getName().startsWith("prepare")) {
                ASKED.add((String) arguments[0]);
                return statement(method.getReturnType());
            }
            ASKED.add(method.getName());
            return null;
        });
    }

    private static Object statement(Class<?> type) {
        Iterator<Integer> counts = List.of(2, 3, -1).iterator();
        return proxy(type, (self, method, arguments) -> {
            switch (method.getName()) {
                case "execute" -> {
                    return false;
                }
                case "getMoreResults" -> {
                    return false;
                }
                case "getLargeUpdateCount" -> throw new SQLFeatureNotSupportedException();
                case "getUpdateCount" -> {
                    int count = counts.next();
                    if (count < 0 && last != null) {
                        throw last;
                    }
                    return count;
                }
                case "getString" -> {
                    return "of " + arguments[0];
                }
                case "close", "cancel", "getWarnings" -> {
                    return null;
                }
                default -> {
                    ASKED.add(method.getName() + " " + arguments[0] + " " + arguments[1]);
                    return null;
                }
            }
        });
    }

    @Override
    public boolean acceptsURL(String url) {
        return true;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
