-- One service's database. The owner runs migrations; the app role is what the service works with.
-- It owns nothing, so it can never change or delete events: migrations grant it single rights.
-- By hand: psql -v database=ywk_duty -v owner=ywk_duty_owner -v app=ywk_duty_app \
--               -v owner_password=… -v app_password=… -f service-database.sql
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"app" LOGIN PASSWORD :'app_password';
CREATE DATABASE :"database" OWNER :"owner" ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app";
