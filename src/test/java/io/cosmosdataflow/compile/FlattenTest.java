package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.testing.FlowRows;
import org.junit.jupiter.api.Test;

class FlattenTest {

    private static final String SOURCE =
            "source(output(name as string, satellites as string[], goods as (trade as boolean, "
                    + "customers as string[], orders as (orderId as integer, shipped as (orderItems as (itemName as string, "
                    + "itemQty as integer)[]))[]))) ~> s\n";

    private static FlowRows companies() {
        return new FlowRows()
                .source(
                        "s",
                        "name STRING, satellites ARRAY<STRING>, goods STRUCT<trade: BOOLEAN, customers: ARRAY<STRING>, "
                                + "orders: ARRAY<STRUCT<orderId: INT, shipped: STRUCT<orderItems: "
                                + "ARRAY<STRUCT<itemName: STRING, itemQty: INT>>>>>>",
                        "{\"name\":\"MSFT\",\"satellites\":[\"Bay Area\",\"Shanghai\"],\"goods\":{\"trade\":true,"
                                + "\"customers\":[\"government\",\"retail\"],\"orders\":[{\"orderId\":1,\"shipped\":"
                                + "{\"orderItems\":[{\"itemName\":\"Laptop\",\"itemQty\":20},{\"itemName\":\"Charger\","
                                + "\"itemQty\":2}]}},{\"orderId\":2,\"shipped\":{\"orderItems\":[{\"itemName\":\"Mice\","
                                + "\"itemQty\":2}]}}]}}",
                        "{\"name\":\"Company2\",\"goods\":{\"trade\":true,\"customers\":[\"Bank\"],"
                                + "\"orders\":[{\"orderId\":4}]}}",
                        "{\"name\":\"Company3\"}");
    }

    @Test
    void aRowWithoutElementsStays() {
        assertThat(companies()
                        .json(
                                SOURCE
                                        + "s foldDown(unroll(goods.customers), mapColumn(name, customer = goods.customers)) ~> f",
                                "f"))
                .containsExactly(
                        "{\"name\":\"MSFT\",\"customer\":\"government\"}",
                        "{\"name\":\"MSFT\",\"customer\":\"retail\"}",
                        "{\"name\":\"Company2\",\"customer\":\"Bank\"}",
                        "{\"name\":\"Company3\"}");
    }

    @Test
    void arraysOnTheWayAreUnrolledToo() {
        assertThat(companies()
                        .json(
                                SOURCE
                                        + "s foldDown(unroll(goods.orders.shipped.orderItems), mapColumn(name, orderId = "
                                        + "goods.orders.orderId, itemName = goods.orders.shipped.orderItems.itemName, "
                                        + "twice = goods.orders.shipped.orderItems.itemQty * 2)) ~> f",
                                "f"))
                .containsExactly(
                        "{\"name\":\"MSFT\",\"orderId\":1,\"itemName\":\"Laptop\",\"twice\":40}",
                        "{\"name\":\"MSFT\",\"orderId\":1,\"itemName\":\"Charger\",\"twice\":4}",
                        "{\"name\":\"MSFT\",\"orderId\":2,\"itemName\":\"Mice\",\"twice\":4}",
                        "{\"name\":\"Company2\",\"orderId\":4}",
                        "{\"name\":\"Company3\"}");
    }

    @Test
    void aRowWithoutElementsOfTheRootVanishes() {
        assertThat(companies()
                        .json(
                                SOURCE + "s foldDown(unroll(goods.orders, goods.orders), mapColumn(name, "
                                        + "goods.orders.shipped.orderItems.itemName, goods.customers)) ~> f",
                                "f"))
                .containsExactly(
                        "{\"name\":\"MSFT\",\"itemName\":[\"Laptop\",\"Charger\"],\"customers\":[\"government\",\"retail\"]}",
                        "{\"name\":\"MSFT\",\"itemName\":[\"Mice\"],\"customers\":[\"government\",\"retail\"]}",
                        "{\"name\":\"Company2\",\"customers\":[\"Bank\"]}");
        assertThat(companies()
                        .json(
                                SOURCE
                                        + "s foldDown(unroll(goods.orders.shipped.orderItems, goods.orders), mapColumn(name, "
                                        + "item = goods.orders.shipped.orderItems.itemName)) ~> f",
                                "f"))
                .contains("{\"name\":\"Company2\"}")
                .hasSize(4);
    }

    @Test
    void severalArraysGiveAllCombinations() {
        assertThat(companies()
                        .json(
                                SOURCE
                                        + "s foldDown(unroll(goods.customers, satellites), mapColumn(c = goods.customers, "
                                        + "satellites)) ~> f",
                                "f"))
                .containsExactly(
                        "{\"c\":\"government\",\"satellites\":\"Bay Area\"}",
                        "{\"c\":\"government\",\"satellites\":\"Shanghai\"}",
                        "{\"c\":\"retail\",\"satellites\":\"Bay Area\"}",
                        "{\"c\":\"retail\",\"satellites\":\"Shanghai\"}",
                        "{\"c\":\"Bank\"}",
                        "{}");
    }

    @Test
    void aPatternSpreadsTheFieldsOfAnElement() {
        assertThat(companies()
                        .json(
                                SOURCE
                                        + "s foldDown(unroll(goods.orders), mapColumn(name, each(goods.orders, match(true())), "
                                        + "goods)) ~> f\nf filter(orderId == 2) ~> g\n"
                                        + "g select(mapColumn(name, orderId, n = goods.orders.orderId, "
                                        + "shipped)) ~> h",
                                "h"))
                .containsExactly("{\"name\":\"MSFT\",\"orderId\":2,\"n\":[1,2],"
                        + "\"shipped\":{\"orderItems\":[{\"itemName\":\"Mice\",\"itemQty\":2}]}}");
    }

    @Test
    void arraysAreFoundByPattern() {
        assertThat(companies()
                        .json(
                                SOURCE + "s foldDown(unroll(each(match(type == 'array'))), mapColumn(satellites)) ~> f",
                                "f"))
                .hasSize(4);
    }

    @Test
    void withoutAMappingAllColumnsGoOn() {
        assertThat(companies()
                        .run(SOURCE + "s foldDown(unroll(satellites)) ~> f", "f")
                        .columns())
                .containsExactly("name", "satellites", "goods");
    }

    @Test
    void whatIsNoArrayCannotBeUnrolled() {
        assertThatThrownBy(() -> companies().plan(SOURCE + "s foldDown(unroll(goods.trade), mapColumn(name)) ~> f"))
                .hasMessageContaining("'goods.trade' is no array, so it cannot be unrolled.");
        assertThatThrownBy(() -> companies().plan(SOURCE + "s foldDown(mapColumn(name)) ~> f"))
                .hasMessageContaining("foldDown needs an array to unroll.");
        assertThatThrownBy(
                        () -> companies().plan(SOURCE + "s foldDown(unroll(split(name, 'x')), mapColumn(name)) ~> f"))
                .hasMessageContaining("unroll() takes columns and their fields only.");
    }
}
