from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "product"
    id: Mapped[int] = mapped_column(primary_key=True)
    price: Mapped[int]
    tax: Mapped[int]


engine = create_async_engine("postgresql+asyncpg://shop")


async def open_session():
    async with AsyncSession(engine) as session:
        yield session
