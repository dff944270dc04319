# The action's image: PostgreSQL 17 with those of Supabase's extensions that Debian has, Python, schemasync,
# and a data directory with the platform, ready to be copied. docs/decisions/0007-image.md lists what is left out.
# A release is built on the digest in .github/base-image, which base.yml updates; any other build uses the newest image of the tag.
ARG BASE=debian:trixie-slim

FROM ${BASE} AS postgres
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
# A Debian release has one version of each package, so the digest of the base and the date of the build determine them.
# hadolint ignore=DL3008
RUN export DEBIAN_FRONTEND=noninteractive \
    && apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        postgresql-17 \
        postgresql-17-hypopg \
        postgresql-17-partman \
        postgresql-17-pgaudit \
        postgresql-17-pgrouting \
        postgresql-17-pgrouting-scripts \
        postgresql-17-pgtap \
        postgresql-17-pgvector \
        postgresql-17-plpgsql-check \
        postgresql-17-postgis-3 \
        postgresql-17-postgis-3-scripts \
        postgresql-17-repack \
        postgresql-17-rum \
        python3-venv \
    && rm -rf /var/lib/apt/lists/*
# Copy only what the image needs: of each extension the script of its default version, and files in place of links to
# Debian's alternatives. postgis_raster (which needs GDAL and 80 libraries) and JIT (which needs LLVM) are left out.
RUN mkdir -p /image/usr/lib/postgresql/17/bin /image/usr/share/postgresql \
    && cp /usr/lib/postgresql/17/bin/{initdb,postgres} /image/usr/lib/postgresql/17/bin/ \
    && cp -r /usr/lib/postgresql/17/lib /image/usr/lib/postgresql/17/ \
    && cp -r /usr/share/postgresql/17 /image/usr/share/postgresql/
WORKDIR /image/usr/share/postgresql/17/extension
RUN for control in *.control; do \
        script="${control%.control}--$(sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" "$control").sql"; \
        if [ -e "$script" ]; then find . -name "${control%.control}--*.sql" ! -name "$script" -delete; fi; \
    done \
    && rm -rf postgis_raster* ../contrib ../man \
    && find .. -xtype l -delete \
    && find .. -type l | while read -r link; do cp --remove-destination "$(readlink -f "$link")" "$link"; done
WORKDIR /image/usr/lib/postgresql/17/lib
RUN rm -rf bitcode pgxs llvmjit* postgis_raster* ./*.a \
    && ldd ../bin/postgres ../bin/initdb ./*.so | awk '$2 == "=>" { print $3 }' | sort -u | xargs readlink -f \
        | xargs dpkg-query -S | cut -d: -f1 | sort -u > /packages

FROM postgres AS python
COPY requirements-build.lock requirements-runtime.lock /src/
RUN python3 -m venv /build \
    && /build/bin/pip install -q --no-cache-dir --require-hashes -r /src/requirements-build.lock \
    && python3 -m venv --without-pip /opt/schemasync \
    && /build/bin/pip --python /opt/schemasync/bin/python install -q --no-cache-dir --require-hashes \
        --only-binary :all: -r /src/requirements-runtime.lock
COPY pyproject.toml README.md LICENSE /src/
COPY schemasync /src/schemasync
COPY examples/marketplace /src/examples/marketplace
RUN /build/bin/pip wheel -q --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels /src \
    && /build/bin/pip --python /opt/schemasync/bin/python install -q --no-cache-dir --no-deps --no-index /wheels/*.whl

FROM ${BASE}
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
COPY --from=postgres /packages /packages
# hadolint ignore=DL3008,SC2046
RUN printf 'path-exclude=/usr/share/%s/*\n' doc man locale info lintian > /etc/dpkg/dpkg.cfg.d/excludes \
    && printf 'path-exclude=/usr/share/proj/*\npath-include=/usr/share/proj/proj.*\n' >> /etc/dpkg/dpkg.cfg.d/excludes \
    && export DEBIAN_FRONTEND=noninteractive \
    && apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends python3 tzdata $(cat /packages) \
    && rm -rf /packages /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/* \
    && useradd --system --no-create-home --shell /usr/sbin/nologin schemasync \
    && printf '[safe]\n\tdirectory = *\n' > /etc/gitconfig
COPY --from=postgres /image /
COPY --from=python /opt/schemasync /opt/schemasync
RUN ln -s /opt/schemasync/bin/schemasync /usr/local/bin/schemasync
LABEL org.opencontainers.image.title="schemasync" \
    org.opencontainers.image.description="Is the Supabase database what the migrations say?" \
    org.opencontainers.image.source="https://github.com/schemasync/schemasync" \
    org.opencontainers.image.licenses="MIT"
ENV SCHEMASYNC_CACHE=/opt/schemasync/cache
RUN /opt/schemasync/bin/python -I -m schemasync.supabase.stub_control_files /usr/share/postgresql/17/extension \
    && /opt/schemasync/bin/python -I -c 'exec("from schemasync.postgres.embedded import embedded\nwith embedded(): pass")'
COPY entrypoint.py /entrypoint.py
ENTRYPOINT ["/opt/schemasync/bin/python", "-I", "/entrypoint.py"]
