package io.cosmosdataflow.store.cosmos.write.bulk;

import static io.cosmosdataflow.store.cosmos.write.bulk.OperationState.DELAYED;
import static io.cosmosdataflow.store.cosmos.write.bulk.OperationState.NEW;
import static io.cosmosdataflow.store.cosmos.write.bulk.OperationState.QUEUED;
import static io.cosmosdataflow.store.cosmos.write.bulk.OperationState.RETURNED;
import static io.cosmosdataflow.store.cosmos.write.bulk.OperationState.ROUTING;
import static io.cosmosdataflow.store.cosmos.write.bulk.OperationState.SENT;
import static io.cosmosdataflow.store.cosmos.write.bulk.OperationState.SETTLED;
import static io.cosmosdataflow.store.cosmos.write.bulk.OperationState.WAITING_FOR_ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationStateTest {

    private static void walk(List<OperationState> way) {
        OperationState now = way.get(0);
        for (OperationState next : way.subList(1, way.size())) {
            now = now.to(next);
            assertThat(now).isEqualTo(next);
        }
    }

    @Test
    void anOperationGoesItsWay() {
        walk(List.of(NEW, ROUTING, QUEUED, SENT, RETURNED, SETTLED));
        walk(List.of(NEW, WAITING_FOR_ITEM, ROUTING, RETURNED, DELAYED, ROUTING));
        walk(List.of(NEW, ROUTING, QUEUED, SENT, RETURNED, DELAYED, ROUTING));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSettledStaysSo(OperationState next) {
        assertThatIllegalStateException().isThrownBy(() -> SETTLED.to(next));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWhereItIsASecondTime(OperationState state) {
        assertThatIllegalStateException()
                .isThrownBy(() -> state.to(state))
                .withMessage("An operation that is " + state + " cannot be " + state + ".");
    }

    @Test
    void nothingIsSentUnasked() {
        for (OperationState each : List.of(NEW, WAITING_FOR_ITEM, ROUTING, RETURNED, DELAYED)) {
            assertThatIllegalStateException().isThrownBy(() -> each.to(SENT));
        }
    }

    @Test
    void onlyTheJudgeSettles() {
        for (OperationState each : OperationState.values()) {
            if (each != RETURNED) {
                assertThatIllegalStateException().isThrownBy(() -> each.to(SETTLED));
            }
        }
    }
}
