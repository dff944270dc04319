SET search_path = '';
CREATE TABLE public.t1 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k1'::text,
    CONSTRAINT t1_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t10 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k10'::text,
    CONSTRAINT t10_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t11 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k11'::text,
    CONSTRAINT t11_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t12 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k12'::text,
    CONSTRAINT t12_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t13 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k13'::text,
    CONSTRAINT t13_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t14 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k14'::text,
    CONSTRAINT t14_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t15 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k15'::text,
    CONSTRAINT t15_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t16 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k16'::text,
    CONSTRAINT t16_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t17 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k17'::text,
    CONSTRAINT t17_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t18 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k18'::text,
    CONSTRAINT t18_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t19 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k19'::text,
    CONSTRAINT t19_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t2 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k2'::text,
    CONSTRAINT t2_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t20 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k20'::text,
    CONSTRAINT t20_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t21 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k21'::text,
    CONSTRAINT t21_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t22 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k22'::text,
    CONSTRAINT t22_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t23 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k23'::text,
    CONSTRAINT t23_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t24 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k24'::text,
    CONSTRAINT t24_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t25 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k25'::text,
    CONSTRAINT t25_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t26 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k26'::text,
    CONSTRAINT t26_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t27 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k27'::text,
    CONSTRAINT t27_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t28 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k28'::text,
    CONSTRAINT t28_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t29 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k29'::text,
    CONSTRAINT t29_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t3 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k3'::text,
    CONSTRAINT t3_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t30 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k30'::text,
    CONSTRAINT t30_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t31 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k31'::text,
    CONSTRAINT t31_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t32 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k32'::text,
    CONSTRAINT t32_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t33 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k33'::text,
    CONSTRAINT t33_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t34 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k34'::text,
    CONSTRAINT t34_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t35 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k35'::text,
    CONSTRAINT t35_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t36 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k36'::text,
    CONSTRAINT t36_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t37 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k37'::text,
    CONSTRAINT t37_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t38 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k38'::text,
    CONSTRAINT t38_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t39 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k39'::text,
    CONSTRAINT t39_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t4 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k4'::text,
    CONSTRAINT t4_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t40 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k40'::text,
    CONSTRAINT t40_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t5 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k5'::text,
    CONSTRAINT t5_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t6 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k6'::text,
    CONSTRAINT t6_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t7 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k7'::text,
    CONSTRAINT t7_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t8 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k8'::text,
    CONSTRAINT t8_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t9 (
    id integer NOT NULL,
    up integer,
    kind text DEFAULT 'k9'::text,
    CONSTRAINT t9_pkey PRIMARY KEY (id)
);
CREATE INDEX i1 ON public.t1 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i10 ON public.t10 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i11 ON public.t11 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i12 ON public.t12 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i13 ON public.t13 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i14 ON public.t14 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i15 ON public.t15 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i16 ON public.t16 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i17 ON public.t17 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i18 ON public.t18 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i19 ON public.t19 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i2 ON public.t2 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i20 ON public.t20 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i21 ON public.t21 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i22 ON public.t22 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i23 ON public.t23 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i24 ON public.t24 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i25 ON public.t25 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i26 ON public.t26 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i27 ON public.t27 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i28 ON public.t28 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i29 ON public.t29 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i3 ON public.t3 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i30 ON public.t30 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i31 ON public.t31 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i32 ON public.t32 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i33 ON public.t33 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i34 ON public.t34 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i35 ON public.t35 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i36 ON public.t36 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i37 ON public.t37 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i38 ON public.t38 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i39 ON public.t39 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i4 ON public.t4 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i40 ON public.t40 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i5 ON public.t5 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i6 ON public.t6 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i7 ON public.t7 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i8 ON public.t8 USING btree (up) WHERE (kind <> 'x'::text);
CREATE INDEX i9 ON public.t9 USING btree (up) WHERE (kind <> 'x'::text);
ALTER TABLE public.t1 ADD CONSTRAINT f1 FOREIGN KEY (up) REFERENCES public.t2(id);
ALTER TABLE public.t10 ADD CONSTRAINT f10 FOREIGN KEY (up) REFERENCES public.t11(id);
ALTER TABLE public.t11 ADD CONSTRAINT f11 FOREIGN KEY (up) REFERENCES public.t12(id);
ALTER TABLE public.t12 ADD CONSTRAINT f12 FOREIGN KEY (up) REFERENCES public.t13(id);
ALTER TABLE public.t13 ADD CONSTRAINT f13 FOREIGN KEY (up) REFERENCES public.t14(id);
ALTER TABLE public.t14 ADD CONSTRAINT f14 FOREIGN KEY (up) REFERENCES public.t15(id);
ALTER TABLE public.t15 ADD CONSTRAINT f15 FOREIGN KEY (up) REFERENCES public.t16(id);
ALTER TABLE public.t16 ADD CONSTRAINT f16 FOREIGN KEY (up) REFERENCES public.t17(id);
ALTER TABLE public.t17 ADD CONSTRAINT f17 FOREIGN KEY (up) REFERENCES public.t18(id);
ALTER TABLE public.t18 ADD CONSTRAINT f18 FOREIGN KEY (up) REFERENCES public.t19(id);
ALTER TABLE public.t19 ADD CONSTRAINT f19 FOREIGN KEY (up) REFERENCES public.t20(id);
ALTER TABLE public.t2 ADD CONSTRAINT f2 FOREIGN KEY (up) REFERENCES public.t3(id);
ALTER TABLE public.t20 ADD CONSTRAINT f20 FOREIGN KEY (up) REFERENCES public.t21(id);
ALTER TABLE public.t21 ADD CONSTRAINT f21 FOREIGN KEY (up) REFERENCES public.t22(id);
ALTER TABLE public.t22 ADD CONSTRAINT f22 FOREIGN KEY (up) REFERENCES public.t23(id);
ALTER TABLE public.t23 ADD CONSTRAINT f23 FOREIGN KEY (up) REFERENCES public.t24(id);
ALTER TABLE public.t24 ADD CONSTRAINT f24 FOREIGN KEY (up) REFERENCES public.t25(id);
ALTER TABLE public.t25 ADD CONSTRAINT f25 FOREIGN KEY (up) REFERENCES public.t26(id);
ALTER TABLE public.t26 ADD CONSTRAINT f26 FOREIGN KEY (up) REFERENCES public.t27(id);
ALTER TABLE public.t27 ADD CONSTRAINT f27 FOREIGN KEY (up) REFERENCES public.t28(id);
ALTER TABLE public.t28 ADD CONSTRAINT f28 FOREIGN KEY (up) REFERENCES public.t29(id);
ALTER TABLE public.t29 ADD CONSTRAINT f29 FOREIGN KEY (up) REFERENCES public.t30(id);
ALTER TABLE public.t3 ADD CONSTRAINT f3 FOREIGN KEY (up) REFERENCES public.t4(id);
ALTER TABLE public.t30 ADD CONSTRAINT f30 FOREIGN KEY (up) REFERENCES public.t31(id);
ALTER TABLE public.t31 ADD CONSTRAINT f31 FOREIGN KEY (up) REFERENCES public.t32(id);
ALTER TABLE public.t32 ADD CONSTRAINT f32 FOREIGN KEY (up) REFERENCES public.t33(id);
ALTER TABLE public.t33 ADD CONSTRAINT f33 FOREIGN KEY (up) REFERENCES public.t34(id);
ALTER TABLE public.t34 ADD CONSTRAINT f34 FOREIGN KEY (up) REFERENCES public.t35(id);
ALTER TABLE public.t35 ADD CONSTRAINT f35 FOREIGN KEY (up) REFERENCES public.t36(id);
ALTER TABLE public.t36 ADD CONSTRAINT f36 FOREIGN KEY (up) REFERENCES public.t37(id);
ALTER TABLE public.t37 ADD CONSTRAINT f37 FOREIGN KEY (up) REFERENCES public.t38(id);
ALTER TABLE public.t38 ADD CONSTRAINT f38 FOREIGN KEY (up) REFERENCES public.t39(id);
ALTER TABLE public.t39 ADD CONSTRAINT f39 FOREIGN KEY (up) REFERENCES public.t40(id);
ALTER TABLE public.t4 ADD CONSTRAINT f4 FOREIGN KEY (up) REFERENCES public.t5(id);
ALTER TABLE public.t5 ADD CONSTRAINT f5 FOREIGN KEY (up) REFERENCES public.t6(id);
ALTER TABLE public.t6 ADD CONSTRAINT f6 FOREIGN KEY (up) REFERENCES public.t7(id);
ALTER TABLE public.t7 ADD CONSTRAINT f7 FOREIGN KEY (up) REFERENCES public.t8(id);
ALTER TABLE public.t8 ADD CONSTRAINT f8 FOREIGN KEY (up) REFERENCES public.t9(id);
ALTER TABLE public.t9 ADD CONSTRAINT f9 FOREIGN KEY (up) REFERENCES public.t10(id);
CREATE VIEW public.v40 (id, kind) AS
 SELECT id,
    kind
   FROM public.t40;
CREATE VIEW public.v39 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v40 v
     JOIN public.t39 t ON ((t.up = v.id)));
CREATE VIEW public.v38 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v39 v
     JOIN public.t38 t ON ((t.up = v.id)));
CREATE VIEW public.v37 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v38 v
     JOIN public.t37 t ON ((t.up = v.id)));
CREATE VIEW public.v36 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v37 v
     JOIN public.t36 t ON ((t.up = v.id)));
CREATE VIEW public.v35 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v36 v
     JOIN public.t35 t ON ((t.up = v.id)));
CREATE VIEW public.v34 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v35 v
     JOIN public.t34 t ON ((t.up = v.id)));
CREATE VIEW public.v33 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v34 v
     JOIN public.t33 t ON ((t.up = v.id)));
CREATE VIEW public.v32 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v33 v
     JOIN public.t32 t ON ((t.up = v.id)));
CREATE VIEW public.v31 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v32 v
     JOIN public.t31 t ON ((t.up = v.id)));
CREATE VIEW public.v30 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v31 v
     JOIN public.t30 t ON ((t.up = v.id)));
CREATE VIEW public.v29 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v30 v
     JOIN public.t29 t ON ((t.up = v.id)));
CREATE VIEW public.v28 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v29 v
     JOIN public.t28 t ON ((t.up = v.id)));
CREATE VIEW public.v27 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v28 v
     JOIN public.t27 t ON ((t.up = v.id)));
CREATE VIEW public.v26 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v27 v
     JOIN public.t26 t ON ((t.up = v.id)));
CREATE VIEW public.v25 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v26 v
     JOIN public.t25 t ON ((t.up = v.id)));
CREATE VIEW public.v24 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v25 v
     JOIN public.t24 t ON ((t.up = v.id)));
CREATE VIEW public.v23 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v24 v
     JOIN public.t23 t ON ((t.up = v.id)));
CREATE VIEW public.v22 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v23 v
     JOIN public.t22 t ON ((t.up = v.id)));
CREATE VIEW public.v21 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v22 v
     JOIN public.t21 t ON ((t.up = v.id)));
CREATE VIEW public.v20 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v21 v
     JOIN public.t20 t ON ((t.up = v.id)));
CREATE VIEW public.v19 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v20 v
     JOIN public.t19 t ON ((t.up = v.id)));
CREATE VIEW public.v18 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v19 v
     JOIN public.t18 t ON ((t.up = v.id)));
CREATE VIEW public.v17 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v18 v
     JOIN public.t17 t ON ((t.up = v.id)));
CREATE VIEW public.v16 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v17 v
     JOIN public.t16 t ON ((t.up = v.id)));
CREATE VIEW public.v15 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v16 v
     JOIN public.t15 t ON ((t.up = v.id)));
CREATE VIEW public.v14 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v15 v
     JOIN public.t14 t ON ((t.up = v.id)));
CREATE VIEW public.v13 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v14 v
     JOIN public.t13 t ON ((t.up = v.id)));
CREATE VIEW public.v12 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v13 v
     JOIN public.t12 t ON ((t.up = v.id)));
CREATE VIEW public.v11 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v12 v
     JOIN public.t11 t ON ((t.up = v.id)));
CREATE VIEW public.v10 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v11 v
     JOIN public.t10 t ON ((t.up = v.id)));
CREATE VIEW public.v9 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v10 v
     JOIN public.t9 t ON ((t.up = v.id)));
CREATE VIEW public.v8 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v9 v
     JOIN public.t8 t ON ((t.up = v.id)));
CREATE VIEW public.v7 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v8 v
     JOIN public.t7 t ON ((t.up = v.id)));
CREATE VIEW public.v6 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v7 v
     JOIN public.t6 t ON ((t.up = v.id)));
CREATE VIEW public.v5 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v6 v
     JOIN public.t5 t ON ((t.up = v.id)));
CREATE VIEW public.v4 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v5 v
     JOIN public.t4 t ON ((t.up = v.id)));
CREATE VIEW public.v3 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v4 v
     JOIN public.t3 t ON ((t.up = v.id)));
CREATE VIEW public.v2 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v3 v
     JOIN public.t2 t ON ((t.up = v.id)));
CREATE VIEW public.v1 (id, kind) AS
 SELECT v.id,
    t.kind
   FROM (public.v2 v
     JOIN public.t1 t ON ((t.up = v.id)));
RESET search_path;
