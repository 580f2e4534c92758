package io.huidu.shifter.route;

import io.huidu.shifter.contract.RouterContract;
import io.huidu.shifter.route.Split.Backend;

class InMemoryRouterTest extends RouterContract {

    @Override
    protected World world() {
        InMemoryRouter router = new InMemoryRouter();
        Split split = split("shop");
        return new World() {
            @Override
            public Router router() {
                return router;
            }

            @Override
            public Split split() {
                return split;
            }

            @Override
            public void leadTo(Backend version) {
                router.leadTo(split, version);
            }

            @Override
            public Object written() {
                return router.written();
            }

            @Override
            public Object content() {
                return router.observed();
            }

            @Override
            public void editAsHost() {
                // The split is all that there is in memory.
            }

            @Override
            public boolean keepsHostsEdit() {
                return true;
            }
        };
    }
}
