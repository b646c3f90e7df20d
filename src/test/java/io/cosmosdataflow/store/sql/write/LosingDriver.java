package io.cosmosdataflow.store.sql.write;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** The driver of a URL, but that answers of commits get lost: the database has committed, and the client hears of a broken connection. */
public final class LosingDriver implements Driver {

    /** How many answers are still to be lost. */
    static final AtomicInteger LOSSES = new AtomicInteger();

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Connection connection = DriverManager.getConnection(url, info);
        return (Connection) Proxy.newProxyInstance(
                LosingDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().equals("commit") && LOSSES.getAndDecrement() > 0) {
                        connection.close();
                        throw new SQLException("the connection broke", "08006");
                    }
                    return answer;
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
